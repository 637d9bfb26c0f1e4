import { type ColumnNumbers, readNumbers } from '../data/readNumbers.ts';
import { type Column, findColumn, type Table } from '../data/table.ts';
import type { ForecastData } from '../spec/spec.ts';
import type { DataSource } from './dataSource.ts';
import { readTable } from './readers.ts';

/** A column that the spec uses, where it is in the file. */
export interface UsedColumn {
  readonly name: string;
  /** The place in the spec that names it: `data/inputs/0`. */
  readonly path: string;
  /** `undefined` when the file has no column of that name. */
  readonly column: Column | undefined;
}

/** The table with at least one row, when it was read. */
export function filledTable({ file }: ForecastData, source: DataSource): Table | undefined {
  const data = readTable(source.read(file));
  return data.kind === 'read' && data.value.rows > 0 ? data.value : undefined;
}

/** What is said behind a finding in a file of which only a sample was read. */
export function sampleNote({ file }: ForecastData, source: DataSource): string {
  const data = readTable(source.read(file));
  return data.kind === 'read' && data.sampleOf !== undefined
    ? ` (found in a sample of its ${sizeWords(data.sampleOf)}; training reads all of it)`
    : '';
}

/** `4.4 MB` */
export function sizeWords(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

/** The columns of `inputs` and `targets`, each once. */
export function usedColumns(data: ForecastData, table: Table): UsedColumn[] {
  const used = new Map<string, UsedColumn>();
  for (const key of ['inputs', 'targets'] as const) {
    for (const [index, name] of data[key].entries()) {
      if (!used.has(name)) {
        used.set(name, { name, path: `data/${key}/${index}`, column: findColumn(table, name) });
      }
    }
  }
  return [...used.values()];
}

/** The columns of `inputs` and `targets` of which every cell is known, not only those of a sample. */
export function wholeColumns(data: ForecastData, table: Table): UsedColumn[] {
  return usedColumns(data, table).filter(({ column }) => column?.cells.length === table.rows);
}

/** Only a memory of a pure function: a column is an immutable value, and specs are checked often. */
const known = new WeakMap<Column, ColumnNumbers>();

/** The numbers of a column; reading a column again costs nothing. */
export function numbersOf(column: Column): ColumnNumbers {
  const numbers = known.get(column) ?? readNumbers(column);
  known.set(column, numbers);
  return numbers;
}
