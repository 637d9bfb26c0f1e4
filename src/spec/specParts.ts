import { cellsType, ownCellType } from './declarations/cellKeys.ts';
import { dataType } from './declarations/data/dataType.ts';
import { layerType } from './declarations/modelKeys.ts';
import { defaultTrain, trainType } from './declarations/trainKeys.ts';
import type { CellReference, CellSpec, DataSpec, LayerSpec, Spec, TrainSpec } from './spec.ts';
import { findEntry, isEmptyNode, type MappingNode, type SpecNode } from './tree.ts';
import type { ValueType } from './valueType.ts';

/**
 * A spec as far as it can be read, each part by itself: what stays on the screen while somebody
 * types in another part. Of a spec that can be read as a whole these are its parts.
 */
export interface SpecParts {
  readonly data: DataSpec | undefined;
  readonly cells: Spec['cells'];
  /** `undefined` for a layer that cannot be read. */
  readonly model: readonly (LayerSpec | undefined)[];
  readonly train: TrainSpec;
}

/** Reads the parts of a spec's tree; what is wrong with them is said by reading the whole. */
export function specParts(tree: SpecNode | undefined): SpecParts {
  const top: MappingNode =
    tree?.kind === 'mapping' ? tree : { kind: 'mapping', entries: [], range: noRange };
  const model = findEntry(top, 'model')?.value;
  return {
    data: read(dataType, top, 'data'),
    cells: read(cellsType, top, 'cells') ?? {},
    model: model?.kind === 'list' ? model.items.map((item) => decode(layerType, item)) : [],
    train: read(trainType, top, 'train') ?? defaultTrain,
  };
}

/** One of a spec's own cells as far as it can be read; `undefined` where it cannot. */
export function readCellNode(node: SpecNode): CellSpec | CellReference | undefined {
  return decode(ownCellType, node);
}

function read<T>(type: ValueType<T>, top: MappingNode, key: string): T | undefined {
  const node = findEntry(top, key)?.value;
  return node && !isEmptyNode(node) ? decode(type, node, top) : undefined;
}

function decode<T>(type: ValueType<T>, node: SpecNode, siblings?: MappingNode): T | undefined {
  const place = { name: '', owner: '', range: noRange, ...(siblings ? { siblings } : {}) };
  return type.decode(node, place, () => {})?.value;
}

const noRange = { start: 0, end: 0 };
