import { invariant, present } from '../base/invariant.ts';
import { hasErrors } from '../base/problem.ts';
import type { CellDefinition } from '../cells/cell.ts';
import { libraryTexts } from '../cells/library.ts';
import { decodeCell } from '../spec/parseSpec.ts';

let decoded: ReadonlyMap<string, CellDefinition> | undefined;

/** The cells that ship with the product, by name; their files are read once. */
export function cellLibrary(): ReadonlyMap<string, CellDefinition> {
  decoded ??= new Map(
    Object.entries(libraryTexts).map(([name, text]) => [name, decodeLibraryCell(name, text)]),
  );
  return decoded;
}

function decodeLibraryCell(name: string, text: string): CellDefinition {
  const { value, problems } = decodeCell(text);
  invariant(!hasErrors(problems), `cell "${name}" of the library is free of errors`);
  return { name, ...present(value, `Cell "${name}" of the library`) };
}
