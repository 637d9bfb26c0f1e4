import type { Column } from './table.ts';

/** The numbers of a column and the rows (from 0) in which none can be read. */
export interface ColumnNumbers {
  /** One per row; NaN where a number is missing or the cell holds text. */
  readonly values: Float64Array;
  /** Rows whose cell is empty or one of the usual signs for nothing, such as `NA`. */
  readonly missing: readonly number[];
  /** Rows whose cell holds something else than a number. */
  readonly text: readonly number[];
}

/** Reads a column as numbers with a decimal point; infinite values count as text. */
export function readNumbers(column: Column): ColumnNumbers {
  const values = new Float64Array(column.cells.length).fill(Number.NaN);
  const missing: number[] = [];
  const text: number[] = [];
  column.cells.forEach((cell, row) => {
    const value = numberPattern.test(cell) ? Number(cell) : Number.NaN;
    if (Number.isFinite(value)) {
      values[row] = value;
    } else if (missingSigns.has(cell.toLowerCase())) {
      missing.push(row);
    } else {
      text.push(row);
    }
  });
  return { values, missing, text };
}

/** A finite number with a decimal point, as a whole cell. */
export const numberPattern = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

const missingSigns: ReadonlySet<string> = new Set(['', '-', '?', 'na', 'n/a', 'nan', 'null']);
