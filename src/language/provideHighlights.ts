import type { Range } from '../base/range.ts';
import { meaningAt, occurrencesIn } from './findOccurrences.ts';
import type { IndexedFile, Workspace } from './workspace.ts';

/** A place where the name at the cursor stands. */
export interface Highlight {
  readonly range: Range;
  /** Whether the name gets its value here. */
  readonly access: 'write' | 'read';
}

/** All places of a file where the name at an offset stands for the same. */
export function provideHighlights(file: IndexedFile, offset: number): readonly Highlight[] {
  const meaning = meaningAt(file, offset, fileAlone);
  return (meaning ? occurrencesIn(file, meaning, fileAlone) : []).map(({ range, access }) => ({
    range,
    access: access === 'write' ? 'write' : 'read',
  }));
}

/** Within one file it does not matter what others call its cells. */
const fileAlone: Workspace = { files: new Map(), libraryFile: (name) => name };
