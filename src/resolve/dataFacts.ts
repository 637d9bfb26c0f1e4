import { type ColumnNumbers, readNumbers } from '../data/readNumbers.ts';
import { type Column, findColumn, type Table } from '../data/table.ts';
import type { DataFile } from './dataSource.ts';
import type { RuleContext } from './ruleContext.ts';

/** A column that the spec uses, where it is in the file. */
export interface UsedColumn {
  readonly name: string;
  /** The place in the spec that names it: `data/inputs/0`. */
  readonly path: string;
  /** `undefined` when the file has no column of that name. */
  readonly column: Column | undefined;
}

/** The table with at least one row, when it was read. */
export function filledTable(data: DataFile): Table | undefined {
  return data.kind === 'table' && data.table.rows > 0 ? data.table : undefined;
}

/** The columns of `inputs` and `targets`, each once. */
export function usedColumns({ spec }: Pick<RuleContext, 'spec'>, table: Table): UsedColumn[] {
  const used = new Map<string, UsedColumn>();
  for (const key of ['inputs', 'targets'] as const) {
    for (const [index, name] of spec.data[key].entries()) {
      if (!used.has(name)) {
        used.set(name, { name, path: `data/${key}/${index}`, column: findColumn(table, name) });
      }
    }
  }
  return [...used.values()];
}

/** Only a memory of a pure function: a column is an immutable value, and specs are checked often. */
const known = new WeakMap<Column, ColumnNumbers>();

/** The numbers of a column; reading a column again costs nothing. */
export function numbersOf(column: Column): ColumnNumbers {
  const numbers = known.get(column) ?? readNumbers(column);
  known.set(column, numbers);
  return numbers;
}

/** `1 row`, `2 rows`, `1,000 rows` */
export function countOf(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}
