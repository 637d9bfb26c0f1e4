import { stemOf } from '../../cells/parseCell.ts';
import { pathAt } from '../../spec/pathAt.ts';
import { cellsMeant, type Meaning } from '../findOccurrences.ts';
import { symbolIndex } from '../symbols/symbolIndex.ts';
import type { IndexedFile, Workspace } from '../workspace.ts';

/**
 * Why a parameter would start otherwise under another name, since a key of `init` stands for all
 * names that begin alike; `undefined` where it would not.
 */
export function changedInitializer(
  newName: string,
  { occurrence: { name, kind }, cells }: Meaning,
  files: readonly IndexedFile[],
  workspace: Workspace,
): string | undefined {
  if (kind !== 'parameter') {
    return undefined;
  }
  const others = files.flatMap((file) => sharersOf(name, file, cells, workspace));
  if (others.length > 0) {
    return `"${name}" under "init" in "train" is a parameter of "${others[0]}", too: give the layers an "init" of their own first`;
  }
  if (stemOf(newName) === stemOf(name)) {
    return undefined;
  }
  for (const mapping of files.flatMap((file) => initMappings(file, cells, workspace))) {
    const gained = [newName, stemOf(newName)].find((key) => mapping.has(key));
    if (gained !== undefined) {
      return `"${newName}" would start as "${gained}" under "init" says: choose another name`;
    }
    const lost = stemOf(name);
    if (mapping.has(lost) && !mapping.has(name)) {
      return `"${name}" starts as "${lost}" under "init" says, and "${newName}" would not: give "${name}" a key of its own there first, or choose a name that begins with "${lost}_"`;
    }
  }
  return undefined;
}

/** Other cells of which a key of `init` means a parameter, too. */
function sharersOf(
  key: string,
  file: IndexedFile,
  keys: Meaning['cells'],
  workspace: Workspace,
): readonly string[] {
  const meant = cellsMeant(file, keys, workspace);
  return symbolIndex(file).occurrences.flatMap(({ name, cells }) =>
    name === key && cells.some((cell) => meant.has(cell))
      ? cells.filter((cell) => !meant.has(cell))
      : [],
  );
}

/** The keys of each `init` in a file that is, or may be, about these cells. */
function initMappings(
  file: IndexedFile,
  keys: Meaning['cells'],
  workspace: Workspace,
): readonly ReadonlySet<string>[] {
  const meant = cellsMeant(file, keys, workspace);
  const mappings = new Map<string, Set<string>>();
  for (const { name, range, cells } of meant.size > 0 ? symbolIndex(file).occurrences : []) {
    const path = pathAt(file.document, range.start)?.path ?? [];
    const isAbout = path[0] === 'train' || cells.some((cell) => meant.has(cell));
    if (isAbout && path.at(-2) === 'init') {
      const mapping = path.slice(0, -1).join('/');
      mappings.set(mapping, (mappings.get(mapping) ?? new Set()).add(name));
    }
  }
  return [...mappings.values()];
}
