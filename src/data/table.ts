/** A data file as columns of equal length. */
export interface Table {
  readonly columns: readonly Column[];
  /** Rows without the header. */
  readonly rows: number;
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
