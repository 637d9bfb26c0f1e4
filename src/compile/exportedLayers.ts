import { present } from '../base/invariant.ts';
import { sizeOf } from '../base/sizeOf.ts';
import type { Cell } from '../cells/cell.ts';
import { GraphBuilder } from '../graph/builder.ts';
import type { Shape, Value } from '../graph/graph.ts';
import { splitLoops } from '../graph/passes/splitLoops.ts';
import { holdSteps } from '../lower/holdSteps.ts';
import type { Lowering } from '../lower/lowering.ts';
import { lowerLayer } from '../lower/lowerLayer.ts';
import { lowerRecurrent } from '../lower/lowerRecurrent.ts';
import { oneHot } from '../lower/oneHot.ts';
import { parameterStacks } from '../lower/parameterStacks.ts';
import type { ExportedLayer, GraphLayer } from '../onnx/exportLayers.ts';
import type { NativeLayer } from '../onnx/exportNative.ts';
import { matchNative, type NativeForm } from '../onnx/matchNative.ts';
import type { ParameterData } from '../onnx/packNative.ts';
import {
  initialName,
  type Layer,
  type Model,
  type Parameter,
  passesOf,
  type RecurrentLayer,
} from '../resolve/model.ts';

/** What of a model decides how its layers are exported. */
export type ExportedModelParts = Pick<
  Model,
  'layers' | 'parameters' | 'input' | 'output' | 'ragged'
>;

/**
 * The layers of a trained model as they are exported: a recurrent one as the native operator that
 * computes its cell where there is one, everything else as a graph. What acts in training only is
 * left out. `vector` holds all parameters, `[P]`.
 */
export function exportedLayers(
  model: ExportedModelParts,
  vector: Float32Array,
): readonly ExportedLayer[] {
  const { layers, input, output } = model;
  const lastRecurrent = layers.findLast(({ kind }) => kind === 'recurrent');
  const isLast = output.steps === 'last';
  const grid: Shape = ['T', 'B'];
  const exported: ExportedLayer[] = [];
  let shape: Shape = input.kind === 'tokens' ? grid : [...grid, input.names.length];
  if (isLast && !lastRecurrent) {
    const step = graphLayer(
      'last-step',
      shape,
      model.ragged,
      new Map(),
      (b, x, mask) => holdSteps(b, x, mask, false).last,
    );
    exported.push(step);
    shape = shape.slice(1);
  }
  if (input.kind === 'tokens' && layers[0]?.kind !== 'embedding') {
    const column = [...shape, 1];
    const { length } = input.names;
    exported.push(
      graphLayer('one-hot', shape, false, new Map(), (b, x) =>
        oneHot(b, b.reshape(x, column), length),
      ),
    );
    shape = [...shape, length];
  }
  for (const layer of layers) {
    const onlyLast = isLast && layer === lastRecurrent;
    if (layer.kind !== 'dropout' && layer.kind !== 'noise') {
      exported.push(exportedLayer(model, layer, vector, shape, onlyLast));
    }
    const isToken = layer.kind === 'embedding';
    const outer = isToken ? shape : shape.slice(onlyLast ? 1 : 0, -1);
    shape = [...outer, layer.outputSize];
  }
  return exported;
}

function exportedLayer(
  model: ExportedModelParts,
  layer: Layer,
  vector: Float32Array,
  shape: Shape,
  onlyLast: boolean,
): ExportedLayer {
  const own = model.parameters.filter((parameter) => parameter.layer === layer.name);
  const data = new Map(own.map((parameter) => [parameter.name, dataOf(parameter, vector)]));
  if (layer.kind === 'recurrent') {
    const native = nativeLayer(layer, data, onlyLast);
    if (native) {
      return native;
    }
  }
  const isRagged = model.ragged && layer.kind === 'recurrent';
  return graphLayer(layer.name, shape, isRagged, data, (b, x, mask, inputs) => {
    const stacks = parameterStacks(own, layer).map((names) => {
      const pieces = names.map((name) => present(inputs.get(name), name));
      return [names[0] ?? '', b.concat(pieces, 0)] as const;
    });
    const nothing = { options: {}, inputs: [], finalStates: [], traced: [], noise: [] };
    const lowering: Lowering = { b, mask, tensors: new Map(stacks), ...nothing };
    return layer.kind === 'recurrent'
      ? lowerRecurrent(lowering, layer, x, onlyLast)
      : lowerLayer(lowering, layer, x);
  });
}

/** A layer as a graph of its own; `inputs` are those for the parameters. */
function graphLayer(
  name: string,
  shape: Shape,
  hasMask: boolean,
  parameters: ReadonlyMap<string, ParameterData>,
  lower: (
    b: GraphBuilder,
    x: Value,
    mask: Value | undefined,
    inputs: ReadonlyMap<string, Value>,
  ) => Value,
): GraphLayer {
  const b = new GraphBuilder();
  const x = b.input('x', shape);
  const mask = hasMask ? b.input('mask', ['T', 'B', 1]) : undefined;
  const inputs = new Map([...parameters].map(([key, { shape }]) => [key, b.input(key, shape)]));
  const value = lower(b, x, mask, inputs);
  const all = [x, ...(mask ? [mask] : []), ...inputs.values()];
  const forward = splitLoops(b.finish(name, [{ name: 'y', value }], all));
  return { kind: 'graph', name, forward, parameters: Object.fromEntries(parameters) };
}

function dataOf({ shape, offset }: Parameter, vector: Float32Array): ParameterData {
  return { shape, data: vector.subarray(offset, offset + sizeOf(shape)) };
}

/** `undefined` where no native operator does all that the layer does. */
function nativeLayer(
  layer: RecurrentLayer,
  data: ReadonlyMap<string, ParameterData>,
  onlyLast: boolean,
): NativeLayer | undefined {
  const { name, cell, inputSize, direction, merge, residual, initialState } = layer;
  const form = matchNative(cell);
  const states = initialState === 'learned' ? form && statesOf(form, cell) : [];
  if (!form || !states || layer.zoneout > 0 || (residual && onlyLast)) {
    return undefined;
  }
  const hiddenSize = present(layer.sizes.hidden, 'the width of the state');
  const passes = passesOf(layer).map((pass) => {
    const find = (local: string) => present(data.get(`${pass.name}.${local}`), local);
    const parameters = cell.parameters.map((one) => [one.name, find(one.name)] as const);
    const initial = states.map((state) => find(initialName(state)));
    return { parameters: Object.fromEntries(parameters), initial };
  });
  return {
    kind: 'native',
    ...{ name, form, inputSize, hiddenSize, direction, merge, residual, onlyLast, passes },
  };
}

/** The cell's states in the order of the operator's: h, which is the output, and then c. */
function statesOf(
  { operator }: NativeForm,
  { states, output }: Cell,
): readonly string[] | undefined {
  const names = states.map(({ name }) => name);
  const others = names.filter((name) => name !== output);
  const hasAll = names.includes(output) && others.length === (operator === 'LSTM' ? 1 : 0);
  return hasAll ? [output, ...others] : undefined;
}
