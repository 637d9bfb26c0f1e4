import { permutation, type Random } from '../base/random.ts';
import type { Stretch } from './makeBatch.ts';

/** One training or evaluation step: a stretch of some sequences of a part. */
export interface PlannedBatch extends Stretch {
  /** Places of the sequences in their part. */
  readonly places: readonly number[];
  /**
   * Which of the batch before it go on where that ended, as places in its list; `undefined` where
   * sequences begin.
   */
  readonly continues: readonly number[] | undefined;
}

/** What decides which sequences are put together. */
export interface BatchOptions {
  /** Sequences per batch. */
  readonly batch: number;
  /** Puts sequences of about equal length together, so that less is padded. */
  readonly bucket: boolean;
  /** Cuts batches into stretches of so many time steps; `undefined` leaves them whole. */
  readonly truncate: number | undefined;
}

/**
 * The batches of one epoch, in an order drawn from `random`, or in the order of the sequences
 * without it. Every sequence is in one batch, whole or cut into stretches that follow each other; a
 * stretch leaves out what has ended before it, so that each of its sequences has a step in it.
 */
export function planBatches(
  lengths: readonly number[],
  options: BatchOptions,
  random?: Random,
): readonly PlannedBatch[] {
  const order = random ? permutation(random, lengths.length) : lengths.map((_, place) => place);
  const groups = options.bucket
    ? bucketed(order, lengths, options.batch, random)
    : chunks(order, options.batch);
  return groups.flatMap((places) => stretches(places, lengths, options.truncate));
}

/** The share of padding in the time steps that batches hold, from 0 to 1. */
export function paddingShare(lengths: readonly number[], batches: readonly PlannedBatch[]): number {
  let cells = 0;
  let used = 0;
  for (const { places, from, steps } of batches) {
    cells += places.length * steps;
    for (const place of places) {
      used += Math.max(0, Math.min(steps, (lengths[place] ?? 0) - from));
    }
  }
  return cells === 0 ? 0 : 1 - used / cells;
}

/**
 * Batches that are sorted by length within one pool. The larger the pool, the less is padded; the
 * smaller, the more varied are the batches from epoch to epoch.
 */
const poolBatches = 50;

function bucketed(
  order: readonly number[],
  lengths: readonly number[],
  batch: number,
  random: Random | undefined,
): readonly (readonly number[])[] {
  const groups = chunks(order, batch * poolBatches).flatMap((pool) =>
    chunks(
      pool.toSorted((a, b) => (lengths[a] ?? 0) - (lengths[b] ?? 0)),
      batch,
    ),
  );
  return random ? permutation(random, groups.length).map((place) => groups[place] ?? []) : groups;
}

function chunks<T>(values: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(values.length / size) }, (_, index) =>
    values.slice(index * size, (index + 1) * size),
  );
}

function stretches(
  places: readonly number[],
  lengths: readonly number[],
  truncate: number | undefined,
): readonly PlannedBatch[] {
  const longest = places.reduce((most, place) => Math.max(most, lengths[place] ?? 0), 0);
  const steps = truncate ?? longest;
  let before = places;
  return Array.from({ length: Math.ceil(longest / steps) }, (_, index) => {
    const from = index * steps;
    const rows = [...before.keys()].filter((row) => (lengths[before[row] ?? -1] ?? 0) > from);
    before = rows.map((row) => before[row] ?? -1);
    return {
      places: before,
      from,
      steps: Math.min(steps, longest - from),
      continues: index > 0 ? rows : undefined,
    };
  });
}
