import type { Range } from './range.ts';

/** One replacement in a text; an empty range inserts. */
export interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}

/** A change that mends a problem, made as one step. */
export interface Fix {
  /** What it does, as a menu says it: `Change to "window"`. */
  readonly title: string;
  /** In the file of the problem; they do not overlap. */
  readonly edits: readonly TextEdit[];
}

/** A fix of one replacement. */
export function fixOf(title: string, range: Range, newText: string): Fix {
  return { title, edits: [{ range, newText }] };
}

/** The text after edits that do not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  return edits
    .toSorted((a, b) => b.range.start - a.range.start)
    .reduce(
      (current, { range, newText }) =>
        current.slice(0, range.start) + newText + current.slice(range.end),
      text,
    );
}
