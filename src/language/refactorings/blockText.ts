import { lineStart } from '../../spec/layout.ts';

/** What ends a line, in files of every system. */
export const lineEnds = /\r\n|\n|\r/;

/** The column of the first key in the line of an offset: behind blanks and dashes. */
export function columnOf(text: string, offset: number): number {
  return /^ *(?:- +)*/.exec(text.slice(lineStart(text, offset), offset))?.[0].length ?? 0;
}

/** Lines that begin `by` blanks further to the right, or to the left; empty ones stay empty. */
export function indentLines(lines: readonly string[], by: number): readonly string[] {
  return lines.map((line) => {
    if (by >= 0) {
      return line.trim() === '' ? line : `${' '.repeat(by)}${line}`;
    }
    const blanks = /^ */.exec(line)?.[0].length ?? 0;
    return line.slice(Math.min(blanks, -by));
  });
}
