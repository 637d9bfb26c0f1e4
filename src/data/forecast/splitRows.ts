import type { ByPart } from '../dataset.ts';
import { type RowRange, rowRanges } from './rowRanges.ts';

/** What decides which rows and sequences belong to which part. */
export interface SplitOptions {
  readonly window: number;
  readonly horizon: number;
  /** Shares of train, validation and test; they sum to 1. */
  readonly split: readonly [number, number, number];
}

/** The rows of a part, and those in which the targets of a sequence can begin. */
export interface RowPart {
  readonly rows: RowRange;
  readonly starts: RowRange;
}

/**
 * Cuts a series of `rows` rows into three parts in the order of time. A part may come out without a
 * sequence; whoever resolves a spec reports that.
 */
export function splitRows(rows: number, options: SplitOptions): ByPart<RowPart> {
  const { train, validation, test } = rowRanges(rows, options.split);
  return {
    train: cutPart(train, options),
    validation: cutPart(validation, options),
    test: cutPart(test, options),
  };
}

/** The sequences whose targets lie inside `[first, end)` and whose window fits before them. */
function cutPart(rows: RowRange, options: SplitOptions): RowPart {
  const { first, end } = rows;
  const start = Math.max(first, options.window);
  return {
    rows,
    starts: { first: start, end: Math.max(start, end - options.horizon + 1) },
  };
}
