import { type Figure, figureRows } from './figure.ts';

/** The lines of a plot as CSV: one column for the positions, one per line, full precision. */
export function figureCsv(figure: Figure): string {
  const header = [
    figure.x.name,
    ...figure.lines.filter((line) => line.inTable).map((line) => line.name),
  ];
  const rows = figureRows(figure).map((row) => [
    figure.x.format(row.position),
    ...row.values.map((value) => (value === undefined ? '' : String(value))),
  ]);
  return formatCsv([header, ...rows]);
}

/** Rows of cells as CSV (RFC 4180): cells with commas, quotes or line breaks are quoted. */
export function formatCsv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(quoteCell).join(',')}\r\n`).join('');
}

function quoteCell(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
