import type { ByPart } from '../dataset.ts';

/** Rows from `first` to just before `end`. */
export interface RowRange {
  readonly first: number;
  readonly end: number;
}

/** Cuts `rows` rows into three parts in the order of time; `split` are their shares. */
export function rowRanges(
  rows: number,
  [train, validation]: readonly [number, number, number],
): ByPart<RowRange> {
  const trainEnd = Math.round(rows * train);
  const validationEnd = Math.max(trainEnd, Math.round(rows * (train + validation)));
  return {
    train: { first: 0, end: trainEnd },
    validation: { first: trainEnd, end: validationEnd },
    test: { first: validationEnd, end: rows },
  };
}
