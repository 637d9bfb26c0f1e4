import { readNumbers } from '../readNumbers.ts';
import type { Table } from '../table.ts';

/** What rows are called: the cells of the first column that is not all numbers, or row numbers. */
export function rowLabels(table: Table): readonly string[] {
  const named = table.columns.find((column) => readNumbers(column).text.length > 0);
  return named?.cells ?? Array.from({ length: table.rows }, (_, row) => `${row}`);
}
