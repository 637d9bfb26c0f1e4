import type { Parsed } from './parsed.ts';
import { parseTable } from './parseTable.ts';
import type { Table } from './table.ts';
import type { Stretch, TextSample } from './textSample.ts';

/**
 * Reads a table by a sample of its text: columns hold the cells of the sample only, with their lines in
 * the file, while `rows` counts those of the whole file, about so many where cells are quoted.
 */
export function parseTableSample({ stretches, lines }: TextSample): Parsed<Table> {
  const [head, ...others] = stretches;
  if (!head) {
    return parseTable('');
  }
  // Further down nobody knows whether a line starts inside of quotes.
  const read = [closeQuotes(head), ...others.filter(({ text }) => !text.includes('"'))];
  const text = read.map((stretch) => endLine(stretch.text)).join('');
  const parsed = parseTable(text, lineFinder(read));
  if (parsed.kind !== 'read') {
    return parsed;
  }
  const sampledLines = text.split('\n').filter((line) => line.trim() !== '').length;
  const rowsPerLine = parsed.value.rows / Math.max(1, sampledLines - 1);
  return { kind: 'read', value: { ...parsed.value, rows: Math.round((lines - 1) * rowsPerLine) } };
}

/** The head up to the last line that does not end inside of quotes. */
function closeQuotes({ text, line }: Stretch): Stretch {
  let quotes = 0;
  let end = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    quotes += character === '"' ? 1 : 0;
    end = character === '\n' && quotes % 2 === 0 ? at + 1 : end;
  }
  return { text: quotes === 0 ? text : text.slice(0, end), line };
}

function endLine(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}

/** Finds the line of the file that a line of the joined stretches is. */
function lineFinder(stretches: readonly Stretch[]): (line: number) => number {
  let joined = 1;
  const starts = stretches.map(({ text, line }) => {
    const start = { joined, line };
    joined += endLine(text).split('\n').length - 1;
    return start;
  });
  return (line) => {
    const start = starts.findLast((one) => one.joined <= line) ?? { joined: 1, line: 1 };
    return start.line + line - start.joined;
  };
}
