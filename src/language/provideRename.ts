import type { Range } from '../base/range.ts';
import {
  type FoundOccurrence,
  filesToSearch,
  type Meaning,
  meaningAt,
  occurrencesIn,
} from './findOccurrences.ts';
import { type Location, locationsIn } from './location.ts';
import { fixedName } from './rename/fixedName.ts';
import { keepOutput } from './rename/keepOutput.ts';
import { unfitName } from './rename/unfitName.ts';
import type { IndexedFile, Workspace } from './workspace.ts';

/** Why something cannot be renamed, as a sentence for the person. */
export interface RefusedRename {
  readonly kind: 'refused';
  readonly message: string;
}

/** One replacement in one of several files. */
export interface FileEdit extends Location {
  readonly newText: string;
}

/** The name at an offset that can be renamed; `undefined` where there is none. */
export function prepareRename(
  file: IndexedFile,
  offset: number,
  workspace: Workspace,
): { readonly kind: 'name'; readonly range: Range } | RefusedRename | undefined {
  const meaning = meaningAt(file, offset, workspace);
  const message = meaning && fixedName(meaning, workspace);
  if (message !== undefined) {
    return { kind: 'refused', message };
  }
  return meaning && { kind: 'name', range: meaning.occurrence.range };
}

/**
 * The changes that give what stands at an offset another name, in all files that name it, so that
 * every cell computes what it computed. Names that would not do are refused.
 */
export function provideRename(
  file: IndexedFile,
  offset: number,
  newName: string,
  workspace: Workspace,
): { readonly kind: 'edits'; readonly edits: readonly FileEdit[] } | RefusedRename | undefined {
  const meaning = meaningAt(file, offset, workspace);
  if (!meaning) {
    return undefined;
  }
  const files = searchedFiles(file, meaning, workspace);
  const isSame = newName === meaning.occurrence.name;
  const output = keepOutput(newName, meaning);
  const refusal =
    fixedName(meaning, workspace) ??
    (isSame ? undefined : unfitName(newName, meaning, files, workspace)) ??
    (output.kind === 'impossible' ? output.message : undefined);
  if (refusal !== undefined) {
    return { kind: 'refused', message: refusal };
  }
  const found = files.flatMap((one) => renamedIn(one, meaning, workspace));
  const names = found.flatMap(({ file: one, occurrence }) =>
    editsIn(one, occurrence.range, newName),
  );
  const [home] = meaning.homes;
  const inserted =
    home && output.kind === 'insert'
      ? editsIn(home.file, { start: output.offset, end: output.offset }, output.text)
      : [];
  return { kind: 'edits', edits: isSame ? [] : [...names, ...inserted] };
}

/** What a spec calls the cell of a file of its own is its own matter. */
function searchedFiles(
  file: IndexedFile,
  meaning: Meaning,
  workspace: Workspace,
): readonly IndexedFile[] {
  const isLocal =
    meaning.occurrence.kind === 'cell' && meaning.homes.some((home) => isWholeFile(home.file));
  return isLocal ? [file] : filesToSearch(file, meaning, workspace);
}

function isWholeFile({ document }: IndexedFile): boolean {
  return document.rootPath.length > 0;
}

function renamedIn(
  file: IndexedFile,
  meaning: Meaning,
  workspace: Workspace,
): readonly FoundOccurrence[] {
  return occurrencesIn(file, meaning, workspace)
    .filter(({ name }) => name === meaning.occurrence.name)
    .map((occurrence) => ({ file, occurrence }));
}

function editsIn(file: IndexedFile, range: Range, newText: string): readonly FileEdit[] {
  return locationsIn(file, [range]).map((location) => ({ ...location, newText }));
}
