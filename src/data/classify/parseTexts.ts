import { type Parsed, unreadable } from '../parsed.ts';
import { parseTable } from '../parseTable.ts';
import { findColumn } from '../table.ts';
import { type TokenKind, tokenNames } from '../text/tokenize.ts';

/** The texts of a table with the column `text`, as tokens. */
export function parseTexts(text: string, kind: TokenKind): Parsed<readonly (readonly string[])[]> {
  const table = parseTable(text);
  if (table.kind === 'unreadable') {
    return table;
  }
  const column = findColumn(table.value, 'text');
  return column
    ? { kind: 'read', value: column.cells.map((cell) => tokenNames(cell, kind)) }
    : unreadable('Its first line must name the column "text"');
}
