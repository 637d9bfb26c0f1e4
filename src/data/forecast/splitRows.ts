import type { PartName } from '../dataset.ts';

/** What decides which rows and sequences belong to which part. */
export interface SplitOptions {
  readonly window: number;
  readonly horizon: number;
  /** Shares of train, validation and test; they sum to 1. */
  readonly split: readonly [number, number, number];
}

/** The rows `[first, end)` of a part, and those in which the targets of a sequence can begin. */
export interface RowPart {
  readonly rows: { readonly first: number; readonly end: number };
  /** Ascending. */
  readonly firstTargets: readonly number[];
}

/**
 * Cuts a series of `rows` rows into three parts in the order of time. A part may come out without a
 * sequence; whoever resolves a spec reports that.
 */
export function splitRows(
  rows: number,
  options: SplitOptions,
): Readonly<Record<PartName, RowPart>> {
  const [train, validation] = options.split;
  const trainEnd = Math.round(rows * train);
  const validationEnd = Math.max(trainEnd, Math.round(rows * (train + validation)));
  return {
    train: cutPart(0, trainEnd, options),
    validation: cutPart(trainEnd, validationEnd, options),
    test: cutPart(validationEnd, rows, options),
  };
}

/** The sequences whose targets lie inside `[first, end)` and whose window fits before them. */
function cutPart(first: number, end: number, options: SplitOptions): RowPart {
  const start = Math.max(first, options.window);
  const length = Math.max(0, end - options.horizon + 1 - start);
  return {
    rows: { first, end },
    firstTargets: Array.from({ length }, (_, index) => start + index),
  };
}
