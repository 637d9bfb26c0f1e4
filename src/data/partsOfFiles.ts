import { createRandom, permutation } from '../base/random.ts';
import type { ByPart } from './dataset.ts';

/** What the files of the parts hold, each item an object of its own; `validation` may be a share of the training file. */
export interface PartFiles<T extends object> {
  readonly train: readonly T[];
  readonly validation: readonly T[] | number;
  readonly test: readonly T[];
}

/**
 * What each part holds, in the order of the files. A share for validation is drawn by the seed; of each
 * group by itself, where there are groups.
 */
export function partsOfFiles<T extends object>(
  { train, validation, test }: PartFiles<T>,
  seed: number,
  groupOf: (item: T) => string = () => '',
): ByPart<readonly T[]> {
  if (typeof validation !== 'number') {
    return { train, validation, test };
  }
  const drawn = drawShare(train, validation, seed, groupOf);
  return {
    train: train.filter((item) => !drawn.has(item)),
    validation: train.filter((item) => drawn.has(item)),
    test,
  };
}

function drawShare<T>(
  items: readonly T[],
  share: number,
  seed: number,
  groupOf: (item: T) => string,
): ReadonlySet<T> {
  const random = createRandom(seed, 'validation');
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(groupOf(item)) ?? [];
    groups.set(groupOf(item), group);
    group.push(item);
  }
  return new Set(
    [...groups.values()].flatMap((group) =>
      permutation(random, group.length)
        .slice(0, Math.round(group.length * share))
        .map((place) => group[place] as T),
    ),
  );
}
