import type { Range } from '../../base/range.ts';
import type { Analysis } from '../../resolve/analysis.ts';
import { cellLibrary } from '../../resolve/cellLibrary.ts';
import type { DataSource } from '../../resolve/dataSource.ts';
import { parseCellFile } from '../../spec/parseSpec.ts';
import { readCellNode } from '../../spec/readCellNode.ts';
import type { CellSpec } from '../../spec/spec.ts';
import type { SpecNode } from '../../spec/tree.ts';
import { ifRead } from '../../spec/unread.ts';
import { cellNames } from './cellNames.ts';
import { cellOccurrences } from './cellOccurrences.ts';
import { layerOccurrences } from './layerOccurrences.ts';
import { entriesOf, valueAt } from './nodes.ts';
import type { IndexedCell, Occurrence } from './occurrence.ts';

/** All names of a spec, or of a file that holds one cell. */
export interface SymbolIndex {
  /** In the order of the file; no two overlap. */
  readonly occurrences: readonly Occurrence[];
  /** By name: those of the file itself and those that its layers use. */
  readonly cells: ReadonlyMap<string, IndexedCell>;
  /** The name at an offset, or directly before it. */
  at(offset: number): Occurrence | undefined;
  /** The cell of the file itself that an offset stands in. */
  cellAt(offset: number): IndexedCell | undefined;
}

/** Only a memory of a pure function: a changed text or a changed file beside it is a new document. */
const known = new WeakMap<Analysis['document'], SymbolIndex>();

/** The names in a file; whatever cannot be read of it takes no other name with it. */
export function symbolIndex({
  document,
  source,
}: Pick<Analysis, 'document' | 'source'>): SymbolIndex {
  const index = known.get(document) ?? createIndex(document, source);
  known.set(document, index);
  return index;
}

function createIndex(document: Analysis['document'], source: DataSource): SymbolIndex {
  const own = ownCells(document, source);
  const cells = new Map(own.map((cell) => [cell.name, cell]));
  const findCell = (name: string) => {
    const cell = cells.get(name) ?? libraryCell(name);
    cells.set(name, cell);
    return cell;
  };
  const found = [
    ...own.flatMap((cell) => cellOccurrences(document.text, cell)),
    ...layerOccurrences(document, findCell),
  ];
  const occurrences = inOrder(found, document.text);
  return {
    occurrences,
    cells,
    at: (offset) =>
      occurrences.find(({ range }) => range.start <= offset && offset < range.end) ??
      occurrences.find(({ range }) => range.end === offset),
    cellAt: (offset) =>
      own.find(({ home }) => home?.kind === 'here' && contains(home.node.range, offset)),
  };
}

function contains({ start, end }: Range, offset: number): boolean {
  return start <= offset && offset <= end;
}

/** The cells under `cells`, or the one of a cell file. */
function ownCells(
  { tree, rootPath }: Analysis['document'],
  source: DataSource,
): readonly IndexedCell[] {
  const [, name] = rootPath;
  return tree && name !== undefined
    ? [cellOf(name, undefined, tree, source)]
    : entriesOf(valueAt(tree, 'cells')).map(({ key, keyRange, value }) =>
        cellOf(key, keyRange, value, source),
      );
}

function cellOf(
  name: string,
  keyRange: Range | undefined,
  node: SpecNode,
  source: DataSource,
): IndexedCell {
  const written = readCellNode(node);
  if (!written || !('file' in written)) {
    return withNames(written, { name, keyRange, home: { kind: 'here', node } });
  }
  const read = source.read(written.file);
  // A copy asks for every part: a cell of which one cannot be read has no names here.
  const found = ifRead(() =>
    read.kind === 'text'
      ? structuredClone(parseCellFile(read.text, name).value.cells[name])
      : undefined,
  );
  const home = { kind: 'file', file: read } as const;
  return withNames(found && 'equations' in found ? found : undefined, { name, keyRange, home });
}

function libraryCell(name: string): IndexedCell {
  const cell = cellLibrary().get(name);
  return withNames(cell, { name, keyRange: undefined, home: cell && { kind: 'library' } });
}

function withNames(
  written: CellSpec | undefined,
  cell: Pick<IndexedCell, 'name' | 'keyRange' | 'home'>,
): IndexedCell {
  const definition = written && { ...written, name: cell.name };
  return { ...cell, definition, names: definition ? cellNames(definition) : new Map() };
}

/**
 * In the order of the file; of two at one place, as aliases make them, the first. Left out is what
 * does not stand in the file as it is, such as a name with an escape.
 */
function inOrder(found: readonly Occurrence[], text: string): readonly Occurrence[] {
  const sorted = found.toSorted((a, b) => a.range.start - b.range.start);
  let end = 0;
  return sorted.filter(({ name, range }) => {
    const isFree = range.start >= end && range.end > range.start;
    const isFound = isFree && text.slice(range.start, range.end) === name;
    end = isFound ? range.end : end;
    return isFound;
  });
}
