/** A place in a text: `line` and `character` count from 0, in UTF-16 units (as in LSP). */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** Turns offsets into positions by binary search over the line starts. */
export interface LineMap {
  /** The place of an offset; one outside of the text counts as its start or its end. */
  positionAt(offset: number): Position;
  /** A line without what ends it; empty where there is no such line. */
  lineText(line: number): string;
}

/** The line map of a text; `\n`, `\r\n` and a lone `\r` end a line. */
export function createLineMap(text: string): LineMap {
  const starts = [0];
  for (const match of text.matchAll(/\r\n|\n|\r/g)) {
    starts.push(match.index + match[0].length);
  }
  const lineOf = (offset: number): number => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  };
  return {
    positionAt: (offset) => {
      const inside = Math.max(0, Math.min(offset, text.length));
      const line = lineOf(inside);
      return { line, character: inside - (starts[line] ?? 0) };
    },
    lineText: (line) =>
      text.slice(starts[line] ?? text.length, starts[line + 1]).replace(/[\r\n]+$/, ''),
  };
}
