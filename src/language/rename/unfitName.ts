import { reservedNames } from '../../cells/checkNames.ts';
import { functionNames } from '../../cells/functions.ts';
import { takenCellName } from '../../resolve/rules/cellNamesAreFree.ts';
import { judgeCellName, judgeInnerName } from '../../spec/declarations/cellKeys.ts';
import { recurrentKeys } from '../../spec/declarations/recurrentKeys.ts';
import { cellsMeant, type Meaning } from '../findOccurrences.ts';
import { symbolIndex } from '../symbols/symbolIndex.ts';
import type { IndexedFile, Workspace } from '../workspace.ts';
import { changedInitializer } from './changedInitializer.ts';

/**
 * Why a name cannot take the place of the one that `meaning` is about, as a sentence; `undefined`
 * where it can. `files` are those that may have the name.
 */
export function unfitName(
  name: string,
  meaning: Meaning,
  files: readonly IndexedFile[],
  workspace: Workspace,
): string | undefined {
  const isCell = meaning.occurrence.kind === 'cell';
  const fault = isCell ? judgeCellName(name) : judgeInnerName(name);
  if (fault !== undefined) {
    return `Name "${name}" ${fault}`;
  }
  return isCell
    ? (takenCellName(name) ?? secondCell(name, meaning, files, workspace))
    : (reservedName(name, meaning) ??
        secondName(name, meaning) ??
        changedInitializer(name, meaning, files, workspace));
}

function secondCell(
  name: string,
  { cells }: Meaning,
  files: readonly IndexedFile[],
  workspace: Workspace,
): string | undefined {
  const isTaken = files.some(
    (file) => symbolIndex(file).cells.has(name) && cellsMeant(file, cells, workspace).size > 0,
  );
  return isTaken ? `There is a cell "${name}" already: choose another name` : undefined;
}

function reservedName(name: string, { occurrence, homes }: Meaning): string | undefined {
  const isOption = homes.some(({ file, name: cell }) =>
    Object.hasOwn(symbolIndex(file).cells.get(cell)?.definition?.options ?? {}, occurrence.name),
  );
  const meanings = [
    ...(reservedNames.has(name) ? [reservedNames.get(name)] : []),
    ...(functionNames.some((known) => known === name) ? ['a function'] : []),
    ...(isOption && ['input', 'hidden'].includes(name) ? ['a size that every cell has'] : []),
    ...(isOption && recurrentKeys.includes(name) ? ['a key that every layer has'] : []),
  ];
  return meanings.length > 0 ? `"${name}" is ${meanings[0]}: choose another name` : undefined;
}

function secondName(name: string, { homes }: Meaning): string | undefined {
  const owner = homes.find(({ file, name: cell }) =>
    symbolIndex(file).cells.get(cell)?.names.has(name),
  );
  return owner && `Cell "${owner.name}" has a name "${name}" already: choose another one`;
}
