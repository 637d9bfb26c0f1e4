import { createLineMap } from '../../src/base/lineMap.ts';
import type { Range } from '../../src/base/range.ts';

/** A stretch of a text and what is said of it. */
export interface Mark {
  readonly range: Range;
  readonly label: string;
}

/** The text with a line `#   ^^^ label` below for every mark that starts in a line. */
export function annotate(text: string, marks: readonly Mark[]): string {
  const lines = createLineMap(text);
  const below = new Map<number, string[]>();
  for (const { range, label } of marks) {
    const { line, character } = lines.positionAt(range.start);
    const carets = '^'.repeat(Math.max(1, range.end - range.start));
    const indent = character === 0 ? '' : `#${' '.repeat(character - 1)}`;
    below.set(line, [...(below.get(line) ?? []), `${indent}${carets} ${label}`.trimEnd()]);
  }
  return text
    .split('\n')
    .flatMap((line, number) => [line, ...(below.get(number) ?? [])])
    .join('\n');
}

/** The text of a fixture without such lines. */
export function withoutMarks(fixture: string): string {
  return fixture
    .split('\n')
    .filter((line) => !/^(?:# *)?\^+ [a-z]|^--> /.test(line))
    .join('\n');
}
