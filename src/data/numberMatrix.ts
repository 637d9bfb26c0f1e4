import { invariant, present } from '../base/invariant.ts';
import { readNumbers } from './readNumbers.ts';
import { findColumn, type Table } from './table.ts';

/**
 * The named columns side by side, row-major `[rows, names]`. Every column must be there and hold a
 * number in every row.
 */
export function numberMatrix(table: Table, names: readonly string[]): Float64Array {
  const matrix = new Float64Array(table.rows * names.length);
  names.forEach((name, index) => {
    const column = present(findColumn(table, name), `Column "${name}"`);
    const { values, missing, text } = readNumbers(column);
    invariant(missing.length + text.length === 0, `column "${name}" holds numbers only`);
    values.forEach((value, row) => {
      matrix[row * names.length + index] = value;
    });
  });
  return matrix;
}
