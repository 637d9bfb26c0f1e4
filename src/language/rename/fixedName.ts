import { cellFunctions } from '../../cells/functions.ts';
import type { Meaning } from '../findOccurrences.ts';
import { symbolIndex } from '../symbols/symbolIndex.ts';
import type { Workspace } from '../workspace.ts';

/** Why nobody can rename what a name stands for, as a sentence; `undefined` where one can. */
export function fixedName(
  { occurrence, homes, names, cells }: Meaning,
  workspace: Workspace,
): string | undefined {
  const { name, kind } = occurrence;
  const [home] = homes;
  const known = fixedKinds[kind];
  if (kind === 'layer' || kind === 'input') {
    return known?.(name);
  }
  if (!home) {
    return kind === 'cell'
      ? `There is no cell "${name}" to rename: the problem at it says what may be meant`
      : `"${name}" belongs to a cell that does not exist: mend the name of the cell first`;
  }
  if (homes.some((one) => one.file.path === workspace.libraryFile(one.name))) {
    const owner = kind === 'cell' ? 'is a cell' : `is a name of cell "${home.name}"`;
    return `"${name}" ${owner} of the library and keeps its name: copy the equations into "cells" under a name of your own to change them`;
  }
  if (cells.size > 1) {
    const owners = occurrence.cells.map((cell) => `"${cell}"`).join(' and ');
    return `"${name}" is a parameter of ${owners}: rename it in the equations of each`;
  }
  const own = symbolIndex(home.file).cells.get(home.name);
  if (kind === 'parameter' && !own?.names.has(name)) {
    return names.size > 1
      ? `"${name}" stands for all parameters whose names begin with "${name}_": rename those one by one`
      : `Cell "${home.name}" has no parameter "${name}" to rename`;
  }
  const isOption = Object.hasOwn(own?.definition?.options ?? {}, name);
  return isOption ? undefined : known?.(name);
}

const fixedKinds: Readonly<
  Partial<Record<Meaning['occurrence']['kind'], (name: string) => string>>
> = {
  layer: (name) => `"${name}" is a kind of layer and keeps its name`,
  input: (name) => `"${name}" is the input of the step in every cell and keeps its name`,
  size: (name) => `"${name}" is no size of the cell's own and keeps its name`,
  function: (name) =>
    Object.hasOwn(cellFunctions, name)
      ? `"${name}" is a function of the equation language and keeps its name`
      : `There is no function "${name}" to rename: the problem at it says what may be meant`,
};
