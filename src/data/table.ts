/** A data file as columns of equal length: of `rows` cells, or fewer where only a sample was read. */
export interface Table {
  readonly columns: readonly Column[];
  /** Rows without the header. */
  readonly rows: number;
  /**
   * The line of the file, from 1, on which each row starts. Absent in a table that was not read
   * from a file: then the first row counts as line 2.
   */
  readonly lines?: readonly number[];
}

/** A column as text cells; whether they are numbers is asked when a spec uses the column so. */
export interface Column {
  readonly name: string;
  readonly cells: readonly string[];
}

/** The column of that name. */
export function findColumn(table: Table, name: string): Column | undefined {
  return table.columns.find((column) => column.name === name);
}

/** The line of the file, from 1, on which a row (from 0) starts. */
export function lineOfRow(table: Table, row: number): number {
  return table.lines?.[row] ?? row + 2;
}
