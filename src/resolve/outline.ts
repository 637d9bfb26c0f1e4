import type { Problem } from '../base/problem.ts';
import type { CellDefinition } from '../cells/cell.ts';
import type { DataShape } from '../data/dataShape.ts';
import { defaultTrain } from '../spec/declarations/trainKeys.ts';
import type { DataSpec, LayerSpec, Spec, TrainSpec } from '../spec/spec.ts';
import type { SpecDocument } from '../spec/specDocument.ts';
import { ifRead } from '../spec/unread.ts';
import { cellLibrary } from './cellLibrary.ts';
import type { DataSource } from './dataSource.ts';
import { parseOwnCells } from './ownCells.ts';
import { type LayerOutline, outlineLayers } from './resolveLayers.ts';
import type { NamedFile, PartLengths } from './tasks/taskData.ts';
import { lengthsOf, namedFiles, shapeOf } from './tasks/tasks.ts';

/**
 * The parts of a spec that could be read, each by itself: what stays on the screen while somebody
 * types in another part. Where something in a part could not be read, asking for it stops (`ifRead`).
 */
export interface SpecParts {
  readonly data: DataSpec | undefined;
  readonly cells: Spec['cells'];
  /** `undefined` for a layer that could not be read. */
  readonly model: readonly (LayerSpec | undefined)[];
  readonly train: TrainSpec;
}

/** What is known of a spec, however little of it could be read. */
export interface Outline {
  readonly parts: SpecParts;
  /** What goes in and comes out; `undefined` where it is not known without the data. */
  readonly shape: DataShape | undefined;
  /** Time steps of every sequence; `undefined` where the data is not known, or holds mistakes. */
  readonly lengths: PartLengths | undefined;
  /** The files of the data that are too large to be read as a whole while somebody types. */
  readonly partlyRead: readonly PartlyReadFile[];
  /** The spec's own cells without errors, then those of the library. */
  readonly cells: ReadonlyMap<string, CellDefinition>;
  /** What is wrong in the spec's own equations. */
  readonly equationProblems: readonly Problem[];
  /** One for each place in `model`. */
  readonly layers: readonly LayerOutline[];
}

/** A file of which only a sample was read, or nothing. */
export interface PartlyReadFile {
  /** The key that names it: `data/file`. */
  readonly path: string;
  readonly size: number;
  readonly isSampled: boolean;
}

/** Works out as much of a spec as can be known, part by part. */
export function outlineSpec(document: SpecDocument, source: DataSource): Outline {
  const parts = partsOf(document.readable);
  const { data, train, model } = parts;
  const own = parseOwnCells(document, parts, source);
  const cells = new Map([...own.cells, ...cellLibrary()]);
  const shape = data && ifRead(() => shapeOf({ data, train }, source));
  return {
    parts,
    shape,
    lengths: data && ifRead(() => lengthsOf({ data, train }, source)),
    partlyRead: (data && ifRead(() => partlyReadOf(namedFiles(data), source))) ?? [],
    cells,
    equationProblems: own.problems,
    layers: outlineLayers(model, shape, cells),
  };
}

function partlyReadOf(files: readonly NamedFile[], source: DataSource): readonly PartlyReadFile[] {
  return files.flatMap(({ path, read }) => {
    const found = read(source);
    const sampleOf = found.kind === 'read' ? found.sampleOf : undefined;
    const size = found.kind === 'too-large' ? found.size : sampleOf;
    return size === undefined ? [] : [{ path, size, isSampled: sampleOf !== undefined }];
  });
}

function partsOf(spec: Spec | undefined): SpecParts {
  const model = ifRead(() => spec?.model) ?? [];
  return {
    data: ifRead(() => spec?.data),
    cells: ifRead(() => spec?.cells) ?? {},
    model: [...model.keys()].map((index) => ifRead(() => model[index])),
    train: ifRead(() => spec?.train) ?? defaultTrain,
  };
}
