import { findOccurrences, meaningAt } from './findOccurrences.ts';
import { type Location, locationsIn } from './location.ts';
import type { IndexedFile, Workspace } from './workspace.ts';

/**
 * All places of a workspace where the name at an offset stands for the same: a cell in every spec
 * that uses it, a name of a cell in its equations and wherever layers choose or initialise it.
 */
export function provideReferences(
  file: IndexedFile,
  offset: number,
  withDeclaration: boolean,
  workspace: Workspace,
): readonly Location[] {
  const meaning = meaningAt(file, offset, workspace);
  return (meaning ? findOccurrences(file, meaning, workspace) : [])
    .filter(({ occurrence }) => withDeclaration || occurrence.access !== 'write')
    .flatMap((found) => locationsIn(found.file, [found.occurrence.range]));
}
