import { errorAt, hasErrors, type Problem } from '../base/problem.ts';
import type { Range } from '../base/range.ts';
import type { CellDefinition } from '../cells/cell.ts';
import { checkCell, type DefinitionPlace } from '../cells/checkCell.ts';
import { recurrentKeys } from '../spec/declarations/recurrentKeys.ts';
import { type CellFile, cellPath, parseCellFile } from '../spec/parseSpec.ts';
import type { CellSpec, Spec } from '../spec/spec.ts';
import type { SpecDocument } from '../spec/specDocument.ts';

/** The cells that a spec writes itself. */
export interface OwnCells {
  /** Those without errors. */
  readonly cells: ReadonlyMap<string, CellDefinition>;
  /** What is wrong in equations, at their characters in the spec. */
  readonly problems: readonly Problem[];
}

/** Reads the equations under `cells`. */
export function parseOwnCells(document: SpecDocument, spec: Spec): OwnCells {
  return checkCells(document, spec.cells, cellPath);
}

/** The cells of a file that holds one (under this name), or of a spec of which nothing else is read. */
export function readCellFile(text: string, name: string): OwnCells {
  const { value, problems } = parseCellFile(text, name);
  const found = checkCells(value.document, value.cells, value.pathOf);
  return { cells: found.cells, problems: [...problems, ...found.problems] };
}

function checkCells(
  document: SpecDocument,
  written: Spec['cells'],
  pathOf: CellFile['pathOf'],
): OwnCells {
  const cells = new Map<string, CellDefinition>();
  const problems: Problem[] = [];
  for (const [name, cell] of Object.entries(written)) {
    const definition = define(name, cell);
    const locate = ({ path, range }: DefinitionPlace) => {
      const place = pathOf(name, path);
      return range ? document.rangeInText(place, range) : document.keyRangeOf(place);
    };
    const found = [...checkCell(definition, locate), ...checkOptionNames(definition, locate)];
    problems.push(...found);
    if (!hasErrors(found)) {
      cells.set(name, definition);
    }
  }
  return { cells, problems };
}

/** A layer gives options beside the keys that all layers have. */
function checkOptionNames(
  { options }: CellDefinition,
  locate: (place: DefinitionPlace) => Range,
): readonly Problem[] {
  return Object.keys(options)
    .filter((name) => recurrentKeys.includes(name))
    .map((name) => {
      const range = locate({ path: `options/${name}`, range: undefined });
      const message = `Option "${name}" cannot be called so, because every layer has a key "${name}": choose another name`;
      return errorAt(range, 'cell.duplicate-name', message);
    });
}

/** Only a memory of a pure function, so that a cell of a spec stays the same object. */
const known = new WeakMap<CellSpec, CellDefinition>();

function define(name: string, cell: CellSpec): CellDefinition {
  const definition = known.get(cell) ?? { name, ...cell };
  known.set(cell, definition);
  return definition;
}
