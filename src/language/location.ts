import { createLineMap } from '../base/lineMap.ts';
import type { Range } from '../base/range.ts';
import { type Span, spanOf } from './provideDiagnostics.ts';
import type { IndexedFile } from './workspace.ts';

/** A stretch of a file. */
export interface Location {
  /** The full path. */
  readonly path: string;
  readonly span: Span;
}

/** Stretches of a file as lines and characters. */
export function locationsIn(file: IndexedFile, ranges: readonly Range[]): readonly Location[] {
  const lines = createLineMap(file.document.text);
  return ranges.map((range) => ({ path: file.path, span: spanOf(lines, range) }));
}

/** The start of a file, as the place of all of it. */
export function startOf(path: string): Location {
  const start = { line: 0, character: 0 };
  return { path, span: { start, end: start } };
}
