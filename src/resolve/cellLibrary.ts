import { invariant, present } from '../base/invariant.ts';
import { hasErrors } from '../base/problem.ts';
import type { Cell } from '../cells/cell.ts';
import { libraryTexts } from '../cells/library.ts';
import { parseCell } from '../cells/parseCell.ts';
import { decodeCell } from '../spec/parseSpec.ts';

let parsed: ReadonlyMap<string, Cell> | undefined;

/** The cells that ship with the product, by name; their files are read once. */
export function cellLibrary(): ReadonlyMap<string, Cell> {
  parsed ??= new Map(
    Object.entries(libraryTexts).map(([name, text]) => [name, parseLibraryCell(name, text)]),
  );
  return parsed;
}

function parseLibraryCell(name: string, text: string): Cell {
  const decoded = decodeCell(text);
  const spec = present(decoded.value, `Cell "${name}" of the library`);
  const { value, problems } = parseCell({ name, size: {}, ...spec });
  invariant(!hasErrors(problems), `cell "${name}" of the library is free of errors`);
  return present(value, `Cell "${name}" of the library`);
}
