import { present } from '../base/invariant.ts';
import { createLineMap } from '../base/lineMap.ts';
import { errorAt, hasErrors, type Problem, type Staged } from '../base/problem.ts';
import type { Range } from '../base/range.ts';
import type { CellDefinition } from '../cells/cell.ts';
import { checkCell, type DefinitionPlace } from '../cells/checkCell.ts';
import { recurrentKeys } from '../spec/declarations/recurrentKeys.ts';
import { type CellFile, cellPath, parseCellFile } from '../spec/parseSpec.ts';
import type { CellReference, CellSpec, Spec } from '../spec/spec.ts';
import type { SpecDocument } from '../spec/specDocument.ts';
import { ifRead } from '../spec/unread.ts';
import type { DataSource } from './dataSource.ts';

/** The cells that a spec has of its own. */
export interface OwnCells {
  /** Those without errors. */
  readonly cells: ReadonlyMap<string, CellDefinition>;
  /** What is wrong in equations, at their characters in the spec, or at the name of their file. */
  readonly problems: readonly Problem[];
}

/** Reads the equations under `cells`, and those of the files that are named there. */
export function parseOwnCells(
  document: SpecDocument,
  { cells }: Pick<Spec, 'cells'>,
  source: DataSource,
): OwnCells {
  return checkCells({ document, cells, pathOf: cellPath }, source);
}

/** The cells of a file that holds one (under this name), or of a spec of which nothing else is read. */
export function readCellFile(
  text: string,
  name: string,
  source: DataSource,
): OwnCells & { readonly document: SpecDocument } {
  const { value, problems } = parseCellFile(text, name);
  const { document } = value;
  const found = checkCells(value, source);
  return { document, cells: found.cells, problems: [...problems, ...found.problems] };
}

function checkCells(file: CellFile, source: DataSource): OwnCells {
  const cells = new Map<string, CellDefinition>();
  const problems: Problem[] = [];
  for (const name of Object.keys(file.cells)) {
    const { value, problems: found } = ifRead(() => readCell(file, name, source)) ?? unknownCell;
    problems.push(...found);
    if (value && !hasErrors(found)) {
      cells.set(name, value);
    }
  }
  return { cells, problems };
}

/** What is wrong with it was said when it was read. */
const unknownCell: Staged<undefined> = { value: undefined, problems: [] };

function readCell(
  file: CellFile,
  name: string,
  source: DataSource,
): Staged<CellDefinition | undefined> {
  const written = present(file.cells[name], `cell "${name}"`);
  return 'file' in written
    ? readReference(file, name, written, source)
    : checkWritten(file, name, written);
}

function checkWritten(
  { document, pathOf }: CellFile,
  name: string,
  cell: CellSpec,
): Staged<CellDefinition> {
  const definition = define(name, cell);
  const locate = ({ path, range }: DefinitionPlace) => {
    const place = pathOf(name, path);
    return range ? document.rangeInText(place, range) : document.keyRangeOf(place);
  };
  const file = { locate, removal: (path: string) => document.removal(pathOf(name, path)) };
  const problems = [...checkCell(definition, file), ...checkOptionNames(definition, locate)];
  return { value: definition, problems };
}

/** Problems inside the file stand at its name, and say the line there. */
function readReference(
  { document, pathOf }: CellFile,
  name: string,
  { file }: CellReference,
  source: DataSource,
): Staged<CellDefinition | undefined> {
  const range = document.rangeOf(pathOf(name, 'file'));
  const read = source.read(file);
  const fail = (code: 'cell.file-missing' | 'cell.file-unreadable', message: string) => ({
    value: undefined,
    problems: [errorAt(range, code, message)],
  });
  switch (read.kind) {
    case 'pending':
      return { value: undefined, problems: [] };
    case 'missing':
      return fail(
        'cell.file-missing',
        `File "${file}" of cell "${name}" is not there: put it at ${read.path}, or correct the path, which starts at the folder of this spec`,
      );
    case 'unreadable':
      return fail(
        'cell.file-unreadable',
        `File "${file}" of cell "${name}" cannot be read. ${read.message}`,
      );
    case 'too-large':
      return fail('cell.file-unreadable', `"${file}" is too large for a file that holds a cell`);
    case 'text': {
      const { value, problems } = parseCellFile(read.text, name);
      const written = value.cells[name];
      if (!written || 'file' in written) {
        return problems.length > 0
          ? { value: undefined, problems: moveTo(range, file, read.text, problems) }
          : fail(
              'cell.file-unreadable',
              `File "${file}" holds no cell "${name}": write "equations" at its top`,
            );
      }
      const checked = checkWritten(value, name, written);
      const all = [...problems, ...checked.problems];
      return { value: checked.value, problems: moveTo(range, file, read.text, all) };
    }
  }
}

function moveTo(
  range: Range,
  file: string,
  text: string,
  problems: readonly Problem[],
): readonly Problem[] {
  const lines = createLineMap(text);
  return problems.map(({ related: _related, fixes: _fixes, ...problem }) => {
    const line = lines.positionAt(problem.range.start).line + 1;
    return { ...problem, range, message: `Line ${line} of "${file}": ${problem.message}` };
  });
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
