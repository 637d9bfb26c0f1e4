import type { CellDefinition } from '../cells/cell.ts';
import { widthOf } from '../cells/sizes.ts';
import { type DataShape, outputWidth } from '../data/dataShape.ts';
import type { LayerSpec, RecurrentSpec, Spec } from '../spec/spec.ts';
import type { Layer, RecurrentLayer } from './model.ts';
import { cellSizes, plainCell } from './plainCell.ts';

/**
 * The layers of a spec with their sizes, stacked layers written out one by one. `undefined` when a
 * cell is unknown or a size does not follow; the rules say so.
 */
export function resolveLayers(
  spec: Spec,
  shape: DataShape,
  cells: ReadonlyMap<string, CellDefinition>,
): readonly Layer[] | undefined {
  const layers: Layer[] = [];
  for (const [specIndex, layer] of spec.model.entries()) {
    const inputSize = layers.at(-1)?.outputSize ?? shape.input.names.length;
    const isLast = specIndex === spec.model.length - 1;
    const added =
      layer.kind === 'recurrent'
        ? stackedLayers(layer, cells.get(layer.cell), inputSize, layers, specIndex)
        : plainLayer(layer, {
            name: `${layer.kind}.${layers.filter(({ kind }) => kind === layer.kind).length}`,
            inputSize,
            outputSize: plainSize(layer, inputSize, isLast ? outputWidth(shape.output) : undefined),
            specIndex,
          });
    if (!added) {
      return undefined;
    }
    layers.push(...added);
  }
  return layers;
}

type PlainSpec = Exclude<LayerSpec, RecurrentSpec>;

/** The width of a layer's output; `needed` is what the task needs after the last layer. */
function plainSize(
  layer: PlainSpec,
  inputSize: number,
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

function plainLayer(
  layer: PlainSpec,
  { outputSize, ...rest }: Omit<Layer, 'kind' | 'outputSize'> & { outputSize: number | undefined },
): readonly Layer[] | undefined {
  if (outputSize === undefined) {
    return undefined;
  }
  const place = { ...rest, outputSize };
  switch (layer.kind) {
    case 'linear':
      return [{ kind: 'linear', ...place, activation: layer.activation }];
    case 'layer_norm':
      return [{ kind: 'layer_norm', ...place, epsilon: layer.epsilon }];
    case 'dropout':
      return [{ kind: 'dropout', ...place, rate: layer.rate }];
    case 'noise':
      return [{ kind: 'noise', ...place, deviation: layer.deviation }];
    case 'embedding':
      return [{ kind: 'embedding', ...place }];
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
    const isTwice = spec.direction === 'both' && spec.merge === 'concat';
    const outputSize = widthOf(cell, cell.output, sizes) * (isTwice ? 2 : 1);
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
