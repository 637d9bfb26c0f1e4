import type { CellDefinition } from '../cells/cell.ts';
import { sizeOfValue, widthOf } from '../cells/sizes.ts';
import { type DataShape, outputWidth } from '../data/dataShape.ts';
import type { LayerSpec, RecurrentSpec, Spec } from '../spec/spec.ts';
import { ifRead } from '../spec/unread.ts';
import type { Layer, RecurrentLayer } from './model.ts';
import { cellSizes, plainCell } from './plainCell.ts';

/** A layer of a spec as far as it is known; there is one for each place in `model`. */
export interface LayerOutline {
  /** Numbers per time step that go in; `undefined` where the data or a layer before is unknown. */
  readonly inputSize: number | undefined;
  /** Also known where only the input is not, and the width does not follow from it. */
  readonly outputSize: number | undefined;
  /** The layers that are made of it; `undefined` where a cell or a size is unknown. */
  readonly layers: readonly Layer[] | undefined;
}

/**
 * The layers of a spec with their sizes, stacked layers written out one by one. `undefined` when a
 * cell is unknown or a size does not follow; the rules say so.
 */
export function resolveLayers(
  spec: Spec,
  shape: DataShape,
  cells: ReadonlyMap<string, CellDefinition>,
): readonly Layer[] | undefined {
  return wholeLayers(outlineLayers(spec.model, shape, cells));
}

/** The layers of outlines that are all known. */
export function wholeLayers(outlines: readonly LayerOutline[]): readonly Layer[] | undefined {
  const isWhole = outlines.every(({ layers }) => layers);
  return isWhole ? outlines.flatMap(({ layers }) => layers ?? []) : undefined;
}

/** As much as is known of each layer, also where another or the data cannot be read. */
export function outlineLayers(
  model: readonly (LayerSpec | undefined)[],
  shape: DataShape | undefined,
  cells: ReadonlyMap<string, CellDefinition>,
): readonly LayerOutline[] {
  const outlines: LayerOutline[] = [];
  const before: Layer[] = [];
  for (const [specIndex, layer] of model.entries()) {
    const last = outlines.at(-1);
    const inputSize = last ? last.outputSize : shape?.input.names.length;
    const needed = specIndex === model.length - 1 && shape ? outputWidth(shape.output) : undefined;
    const place = { inputSize, needed, before, specIndex };
    const known = layer && ifRead(() => outlineLayer(layer, place, cells));
    const outline = known ?? { inputSize, outputSize: undefined, layers: undefined };
    before.push(...(outline.layers ?? []));
    outlines.push(outline);
  }
  return outlines;
}

/** What a layer follows. */
interface LayerPlace {
  readonly inputSize: number | undefined;
  /** The width that the task needs after the last layer. */
  readonly needed: number | undefined;
  readonly before: readonly Layer[];
  readonly specIndex: number;
}

function outlineLayer(
  layer: LayerSpec,
  { inputSize, needed, before, specIndex }: LayerPlace,
  cells: ReadonlyMap<string, CellDefinition>,
): LayerOutline {
  if (layer.kind === 'recurrent') {
    const definition = cells.get(layer.cell);
    const layers =
      inputSize === undefined
        ? undefined
        : stackedLayers(layer, definition, inputSize, before, specIndex);
    const outputSize = layers?.at(-1)?.outputSize ?? widthWithoutInput(layer, definition);
    return { inputSize, outputSize, layers };
  }
  const outputSize = plainSize(layer, inputSize, needed);
  const name = `${layer.kind}.${before.filter(({ kind }) => kind === layer.kind).length}`;
  const isKnown = inputSize !== undefined && outputSize !== undefined;
  const layers = isKnown
    ? [plainLayer(layer, { name, inputSize, outputSize, specIndex })]
    : undefined;
  return { inputSize, outputSize, layers };
}

type PlainSpec = Exclude<LayerSpec, RecurrentSpec>;

/** The width of a layer's output; `needed` is what the task needs after the last layer. */
function plainSize(
  layer: PlainSpec,
  inputSize: number | undefined,
  needed: number | undefined,
): number | undefined {
  switch (layer.kind) {
    case 'linear':
      return layer.size ?? needed;
    case 'embedding':
      return layer.size;
    default:
      return inputSize;
  }
}

function plainLayer(layer: PlainSpec, place: Omit<Layer, 'kind'>): Layer {
  switch (layer.kind) {
    case 'linear':
      return { kind: 'linear', ...place, activation: layer.activation };
    case 'layer_norm':
      return { kind: 'layer_norm', ...place, epsilon: layer.epsilon };
    case 'dropout':
      return { kind: 'dropout', ...place, rate: layer.rate };
    case 'noise':
      return { kind: 'noise', ...place, deviation: layer.deviation };
    case 'embedding':
      return { kind: 'embedding', ...place };
  }
}

/** `layers: 3` as three layers. */
function stackedLayers(
  spec: RecurrentSpec,
  definition: CellDefinition | undefined,
  firstInput: number,
  before: readonly Layer[],
  specIndex: number,
): readonly RecurrentLayer[] | undefined {
  const cell = definition && plainCell(definition, spec.options);
  if (!cell) {
    return undefined;
  }
  const first = before.filter(({ kind }) => kind === 'recurrent').length;
  const stack: RecurrentLayer[] = [];
  for (let index = 0; index < spec.layers; index++) {
    const inputSize = stack.at(-1)?.outputSize ?? firstInput;
    const sizes = cellSizes(definition, spec.options, inputSize, spec.hidden);
    if (!sizes) {
      return undefined;
    }
    const outputSize = widthOf(cell, cell.output, sizes) * joinedOutputs(spec);
    stack.push({
      kind: 'recurrent',
      name: `${spec.cell}.${first + index}`,
      cell,
      sizes,
      inputSize,
      outputSize,
      direction: spec.direction,
      merge: spec.merge,
      dropout: index < spec.layers - 1 ? spec.dropout : 0,
      recurrentDropout: spec.recurrent_dropout,
      zoneout: spec.zoneout,
      residual: spec.residual && inputSize === outputSize,
      initialState: spec.initial_state,
      specIndex,
    });
  }
  return stack;
}

/** How many outputs lie one behind the other. */
function joinedOutputs({ direction, merge }: RecurrentSpec): number {
  return direction === 'both' && merge === 'concat' ? 2 : 1;
}

/** The width of a layer's output where it does not follow from its input. */
function widthWithoutInput(
  spec: RecurrentSpec,
  definition: CellDefinition | undefined,
): number | undefined {
  const cell = definition && plainCell(definition, spec.options);
  const sizes = cell && cellSizes(definition, spec.options, 0, spec.hidden);
  return sizes && sizeOfValue(cell, cell.output) !== 'input'
    ? widthOf(cell, cell.output, sizes) * joinedOutputs(spec)
    : undefined;
}
