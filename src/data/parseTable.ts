import { CsvError, parse } from 'csv-parse/sync';
import { countOf } from '../base/counts.ts';
import { type Parsed, unreadable } from './parsed.ts';
import type { Column, Table } from './table.ts';

/**
 * Reads delimited text with a header line. The delimiter is the comma, semicolon or tab that the
 * header holds most of; fields may be quoted; a byte order mark, any line ends and empty lines are
 * taken as they come. An empty text is a table without columns. `lineOf` says which line of the file a
 * line of the text is, both from 1, where the text is not the whole file.
 */
export function parseTable(
  text: string,
  lineOf: (line: number) => number = (line) => line,
): Parsed<Table> {
  if (text.includes('\0')) {
    return unreadable('It holds zero bytes, so it is no text: save it as CSV in UTF-8');
  }
  let records: readonly CsvRecord[];
  try {
    records = readRecords(text, lineOf);
  } catch (error) {
    if (error instanceof CsvError) {
      return unreadable(explain(error, lineOf));
    }
    throw error;
  }
  const [header, ...rows] = records;
  if (!header) {
    return { kind: 'read', value: { columns: [], rows: 0, lines: [] } };
  }
  return checkHeader(header) ?? checkWidths(header, rows) ?? table(header, rows);
}

/** A record with the number of the line, from 1, on which it starts. */
interface CsvRecord {
  readonly cells: readonly string[];
  readonly line: number;
}

function readRecords(text: string, lineOf: (line: number) => number): readonly CsvRecord[] {
  const records = parse(text, {
    bom: true,
    delimiter: delimiterOf(text),
    info: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
  }) as unknown as readonly { record: string[]; info: { lines: number } }[];
  return records.map(({ record, info }) => ({
    cells: record,
    line: lineOf(info.lines - lineEndsIn(record)),
  }));
}

/** Line ends inside quoted cells: the reader counts the line on which a record ends. */
function lineEndsIn(cells: readonly string[]): number {
  return cells.reduce((sum, cell) => sum + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0);
}

/** The candidate that the first line holds most of, outside quotes; a comma where none is there. */
function delimiterOf(text: string): string {
  const counts = new Map([
    [',', 0],
    [';', 0],
    ['\t', 0],
  ]);
  let quoted = false;
  for (const character of text.trimStart()) {
    if (character === '"') {
      quoted = !quoted;
    } else if (!quoted && (character === '\n' || character === '\r')) {
      break;
    } else if (!quoted && counts.has(character)) {
      counts.set(character, (counts.get(character) ?? 0) + 1);
    }
  }
  return [...counts].reduce((best, next) => (next[1] > best[1] ? next : best))[0];
}

function checkHeader(header: CsvRecord): Parsed<Table> | undefined {
  const seen = new Set<string>();
  for (const name of header.cells) {
    if (name !== '' && seen.has(name)) {
      return unreadable(`Column "${name}" appears twice in the header: rename one of them`);
    }
    seen.add(name);
  }
  return undefined;
}

function checkWidths(header: CsvRecord, rows: readonly CsvRecord[]): Parsed<Table> | undefined {
  const width = header.cells.length;
  const ragged = rows.find((row) => row.cells.length !== width);
  return (
    ragged &&
    unreadable(
      `Line ${ragged.line} has ${countOf(ragged.cells.length, 'cell')} where the header has ${width}: ` +
        'add or remove cells, or put quotes around a cell that holds the delimiter',
    )
  );
}

function table(header: CsvRecord, rows: readonly CsvRecord[]): Parsed<Table> {
  const columns = header.cells.map(
    (name, index): Column => ({ name, cells: rows.map((row) => row.cells[index] ?? '') }),
  );
  const lines = rows.map((row) => row.line);
  return { kind: 'read', value: { columns, rows: rows.length, lines } };
}

function explain(error: CsvError, lineOf: (line: number) => number): string {
  const line = (error as CsvError & { lines?: number }).lines;
  const place = line === undefined ? 'the file' : `line ${lineOf(line)}`;
  switch (error.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return `A quoted cell is never closed: put the missing quote at ${place} or before it`;
    case 'INVALID_OPENING_QUOTE':
    case 'CSV_INVALID_CLOSING_QUOTE':
      return `A quote stands in the middle of a cell in ${place}: double it and quote the whole cell`;
    default:
      return `The reader of tables gave up in ${place}: ${error.message}`;
  }
}
