import path from 'node:path';
import { hasErrors } from '../base/problem.ts';
import { suggestionFor } from '../base/suggestion.ts';
import { UserError } from '../base/userError.ts';
import type { CellDefinition } from '../cells/cell.ts';
import { cellLibrary } from '../resolve/cellLibrary.ts';
import { readCellFile } from '../resolve/ownCells.ts';
import { createNodeDataSource } from '../runtime/nodeDataSource.ts';
import { SpecError } from '../runtime/specError.ts';
import { cellNameOf } from '../spec/parseSpec.ts';
import type { CliIo } from './io.ts';
import { readText } from './readText.ts';

/**
 * The cells that a name on the command line stands for: one of the library, that of a cell file, or
 * all of a spec (`FILE#name` for one of them).
 *
 * @throws SpecError where a file has errors, UserError where there is no such cell.
 */
export function openCells(io: CliIo, name: string): readonly CellDefinition[] {
  const known = cellLibrary().get(name);
  if (known) {
    return [known];
  }
  if (!/[./\\]/.test(name)) {
    const hint = suggestionFor(name, cellLibrary().keys());
    throw new UserError(`There is no cell "${name}" in the library${hint}`);
  }
  const [file = '', wanted] = name.split('#', 2);
  const text = readText(io, file);
  const source = createNodeDataSource(path.dirname(path.resolve(io.cwd, file)));
  const { cells, problems } = readCellFile(text, cellNameOf(file), source);
  if (hasErrors(problems)) {
    throw new SpecError(path.resolve(io.cwd, file), text, problems);
  }
  const found = wanted === undefined ? [...cells.values()] : [cells.get(wanted) ?? []].flat();
  if (found.length === 0) {
    const hint = wanted === undefined ? '' : suggestionFor(wanted, cells.keys());
    const what = wanted === undefined ? 'no cells of its own' : `no cell "${wanted}"`;
    throw new UserError(`"${file}" has ${what}${hint}`);
  }
  return found;
}
