import type { GraphBuilder } from '../graph/builder.ts';
import type { Value } from '../graph/graph.ts';

/** What holds for the numbers of a flat vector `[P]`, one stretch after the other. */
export type Stretches<T> = readonly Stretch<T>[];

/** So many numbers in a row for which the same holds. */
export interface Stretch<T> {
  readonly size: number;
  readonly value: T;
}

/** Changes a vector `[P]` stretch by stretch; neighbours with equal values are changed as one. */
export function mapStretches<T>(
  b: GraphBuilder,
  vector: Value,
  stretches: Stretches<T>,
  change: (piece: Value, value: T) => Value,
): Value {
  const runs = joinEqual(stretches);
  const pieces = b.split(
    vector,
    0,
    runs.map(({ size }) => size),
  );
  return b.concat(
    runs.map(({ value }, index) => change(pieces[index] as Value, value)),
    0,
  );
}

/** The pieces of a vector `[P]` by their values. */
export function groupStretches<T>(
  b: GraphBuilder,
  vector: Value,
  stretches: Stretches<T>,
): ReadonlyMap<T, readonly Value[]> {
  const groups = new Map<T, Value[]>();
  mapStretches(b, vector, stretches, (piece, value) => {
    groups.set(value, [...(groups.get(value) ?? []), piece]);
    return piece;
  });
  return groups;
}

function joinEqual<T>(stretches: Stretches<T>): Stretches<T> {
  const runs: Stretch<T>[] = [];
  for (const { size, value } of stretches) {
    const last = runs.at(-1);
    if (last?.value === value) {
      runs[runs.length - 1] = { size: last.size + size, value };
    } else {
      runs.push({ size, value });
    }
  }
  return runs;
}
