import type { Problem } from '../base/problem.ts';
import type { CellDefinition } from '../cells/cell.ts';
import type { DataShape } from '../data/dataShape.ts';
import type { SpecDocument } from '../spec/specDocument.ts';
import { type SpecParts, specParts } from '../spec/specParts.ts';
import { cellLibrary } from './cellLibrary.ts';
import type { DataSource } from './dataSource.ts';
import { parseOwnCells } from './ownCells.ts';
import { type LayerOutline, outlineLayers } from './resolveLayers.ts';
import type { PartLengths } from './tasks/taskData.ts';
import { lengthsOf, shapeOf } from './tasks/tasks.ts';

/** What is known of a spec, however little of it can be read. */
export interface Outline {
  readonly parts: SpecParts;
  /** What goes in and comes out; `undefined` where it is not known without the data. */
  readonly shape: DataShape | undefined;
  /** Time steps of every sequence; `undefined` where the data is not known, or holds mistakes. */
  readonly lengths: PartLengths | undefined;
  /** The spec's own cells without errors, then those of the library. */
  readonly cells: ReadonlyMap<string, CellDefinition>;
  /** What is wrong in the spec's own equations. */
  readonly equationProblems: readonly Problem[];
  /** One for each place in `model`. */
  readonly layers: readonly LayerOutline[];
}

/** Works out as much of a spec as can be known, part by part. */
export function outlineSpec(document: SpecDocument, source: DataSource): Outline {
  const parts = document.spec ?? specParts(document.tree);
  const { data, train, model } = parts;
  const own = parseOwnCells(document, parts, source);
  const cells = new Map([...own.cells, ...cellLibrary()]);
  const shape = data && shapeOf({ data, train }, source);
  return {
    parts,
    shape,
    lengths: data && lengthsOf({ data, train }, source),
    cells,
    equationProblems: own.problems,
    layers: outlineLayers(model, shape, cells),
  };
}
