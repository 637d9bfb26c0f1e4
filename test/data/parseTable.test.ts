import { describe, expect, it } from 'vitest';
import { parseTable } from '../../src/data/parseTable.ts';
import { lineOfRow } from '../../src/data/table.ts';

const tables: readonly { name: string; text: string; columns: Record<string, string[]> }[] = [
  { name: 'commas', text: 'a,b\n1,2\n3,4\n', columns: { a: ['1', '3'], b: ['2', '4'] } },
  { name: 'semicolons', text: 'a;b\n1,5;2\n', columns: { a: ['1,5'], b: ['2'] } },
  { name: 'tabs', text: 'a\tb\tc\n1\t\t3\n', columns: { a: ['1'], b: [''], c: ['3'] } },
  { name: 'an empty last cell behind a tab', text: 'a\tb\n1\t\n', columns: { a: ['1'], b: [''] } },
  { name: 'one column', text: 'a\n1\n2', columns: { a: ['1', '2'] } },
  { name: 'quoted cells', text: '"a","b"\n"x, ""y""",2\n', columns: { a: ['x, "y"'], b: ['2'] } },
  {
    name: 'a delimiter inside a quoted header',
    text: '"a;b;c",d\n1,2',
    columns: { 'a;b;c': ['1'], d: ['2'] },
  },
  { name: 'a byte order mark', text: '\uFEFFa,b\n1,2\n', columns: { a: ['1'], b: ['2'] } },
  { name: 'CRLF', text: 'a,b\r\n1,2\r\n', columns: { a: ['1'], b: ['2'] } },
  {
    name: 'mixed line ends',
    text: 'a,b\r\n1,2\n3,4\r5,6',
    columns: { a: ['1', '3', '5'], b: ['2', '4', '6'] },
  },
  { name: 'spaces around cells', text: ' a , b \n 1 , 2 \n', columns: { a: ['1'], b: ['2'] } },
  { name: 'empty lines', text: '\n\na,b\n\n1,2\n\n', columns: { a: ['1'], b: ['2'] } },
  { name: 'a header alone', text: 'a,b\n', columns: { a: [], b: [] } },
  { name: 'no text at all', text: '', columns: {} },
];

const unreadable: readonly { name: string; text: string; message: RegExp }[] = [
  {
    name: 'a line with too few cells',
    text: 'a,b\n1,2\n3\n',
    message: /^Line 3 has 1 cell where the header has 2/,
  },
  {
    name: 'a line with too many cells',
    text: 'a,b\n\n1,2,3\n',
    message: /^Line 3 has 3 cells where/,
  },
  { name: 'a quote that never closes', text: 'a,b\n1,"2\n', message: /never closed/ },
  { name: 'text after a closing quote', text: 'a,b\n1,2\n"3"x,4\n', message: /in line 3/ },
  { name: 'a repeated column', text: 'a,b,a\n1,2,3\n', message: /^Column "a" appears twice/ },
  { name: 'binary content', text: 'a,b\n\0\u0001', message: /zero bytes/ },
];

describe('parseTable', () => {
  it.each(tables)('reads $name', ({ text, columns }) => {
    const parsed = parseTable(text);
    expect(parsed.kind).toBe('read');
    if (parsed.kind === 'read') {
      const table = parsed.value;
      expect(Object.fromEntries(table.columns.map(({ name, cells }) => [name, cells]))).toEqual(
        columns,
      );
      expect(table.columns.every(({ cells }) => cells.length === table.rows)).toBe(true);
    }
  });

  it.each(unreadable)('says what is wrong with $name', ({ text, message }) => {
    expect(parseTable(text)).toEqual({
      kind: 'unreadable',
      message: expect.stringMatching(message),
    });
  });

  it('knows the line of each row behind empty lines and cells of several lines', () => {
    const parsed = parseTable('a,b\n1,2\n\n"x\ny",3\n4,5\n');
    expect(parsed.kind === 'read' && [0, 1, 2].map((row) => lineOfRow(parsed.value, row))).toEqual([
      2, 4, 6,
    ]);
  });
});
