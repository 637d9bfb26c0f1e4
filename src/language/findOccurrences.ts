import { stemOf } from '../cells/parseCell.ts';
import type { Occurrence } from './symbols/occurrence.ts';
import { symbolIndex } from './symbols/symbolIndex.ts';
import { type CellHome, cellKey, homeOf, type IndexedFile, type Workspace } from './workspace.ts';

/** A name in one of several files. */
export interface FoundOccurrence {
  readonly file: IndexedFile;
  readonly occurrence: Occurrence;
}

/** What a name in a file stands for, whatever other files call the cell. */
export interface Meaning {
  readonly occurrence: Occurrence;
  /** What the cells are called that it is a name in, or the cell that it names (see `cellKey`). */
  readonly cells: ReadonlySet<string>;
  /** The files with the equations of these cells. */
  readonly homes: readonly CellHome[];
  /** The name, or all names that a key of `init` stands for. */
  readonly names: ReadonlySet<string>;
}

/** What the name at an offset stands for; `undefined` where there is none. */
export function meaningAt(
  file: IndexedFile,
  offset: number,
  workspace: Workspace,
): Meaning | undefined {
  const index = symbolIndex(file);
  const occurrence = index.at(offset);
  if (!occurrence) {
    return undefined;
  }
  const cells = namedCells(occurrence).flatMap((name) => index.cells.get(name) ?? []);
  const names = cells.flatMap((cell) => [...cell.names.values()]);
  const isWhole = names.some(({ name }) => name === occurrence.name);
  const parts = names.filter(
    ({ name, kind }) => kind === 'parameter' && stemOf(name) === occurrence.name,
  );
  const meant = isWhole || occurrence.kind !== 'parameter' ? [] : parts.map(({ name }) => name);
  return {
    occurrence,
    cells: new Set(cells.map((cell) => cellKey(cell, file, workspace))),
    homes: cells.flatMap((cell) => homeOf(cell, file, workspace) ?? []),
    names: new Set([occurrence.name, ...meant]),
  };
}

/** All places in a file that mean the same, in their order. */
export function occurrencesIn(
  file: IndexedFile,
  { occurrence, cells, names }: Meaning,
  workspace: Workspace,
): readonly Occurrence[] {
  const isGlobal = ['cell', 'layer'].includes(occurrence.kind);
  if (!isGlobal && ![...names].some((name) => file.document.text.includes(name))) {
    return [];
  }
  const meant = cellsMeant(file, cells, workspace);
  const isOne = (name: string) => meant.has(name);
  return symbolIndex(file).occurrences.filter((other) => {
    if (isGlobal || ['cell', 'layer'].includes(other.kind)) {
      const isSame = other.kind === 'layer' ? other.name === occurrence.name : isOne(other.name);
      return other.kind === occurrence.kind && isSame;
    }
    return names.has(other.name) && other.cells.some(isOne);
  });
}

/** What a file calls the cells of these keys. */
export function cellsMeant(
  file: IndexedFile,
  keys: Meaning['cells'],
  workspace: Workspace,
): ReadonlySet<string> {
  const cells = [...symbolIndex(file).cells.values()];
  return new Set(
    cells.filter((cell) => keys.has(cellKey(cell, file, workspace))).map(({ name }) => name),
  );
}

/** All places in the files of a workspace that mean the same, those of the asked file first. */
export function findOccurrences(
  file: IndexedFile,
  meaning: Meaning,
  workspace: Workspace,
): readonly FoundOccurrence[] {
  return filesToSearch(file, meaning, workspace).flatMap((one) =>
    occurrencesIn(one, meaning, workspace).map((occurrence) => ({ file: one, occurrence })),
  );
}

/** The asked file, those that hold the cells, and all others of the workspace. */
export function filesToSearch(
  file: IndexedFile,
  meaning: Meaning,
  workspace: Workspace,
): readonly IndexedFile[] {
  const files = new Map([
    [file.path, file],
    ...meaning.homes.map((home) => [home.file.path, home.file] as const),
    ...[...workspace.files].filter(([path]) => path !== file.path),
  ]);
  return [...files.values()];
}

function namedCells({ kind, name, cells }: Occurrence): readonly string[] {
  return kind === 'cell' ? [name] : cells;
}
