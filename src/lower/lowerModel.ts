import { invariant, present } from '../base/invariant.ts';
import { sizeOf } from '../base/sizeOf.ts';
import { planStacks } from '../cells/stacks.ts';
import { GraphBuilder } from '../graph/builder.ts';
import type { Value } from '../graph/graph.ts';
import {
  type LinearLayer,
  type Model,
  parameterCount,
  type RecurrentLayer,
} from '../resolve/model.ts';
import { lowerCell } from './lowerCell.ts';

/** A model's forward pass in a builder, open for a loss to be added. */
export interface Forward {
  readonly builder: GraphBuilder;
  /** The flat vector of all parameters, `[P]`. */
  readonly parameters: Value;
  /** `[T, B, I]` */
  readonly x: Value;
  /** `[B, O]` after the last time step, or `[T, B, O]` where every step has an output. */
  readonly prediction: Value;
  /** What every layer gives to the next, by the layer's name. */
  readonly layerOutputs: ReadonlyMap<string, Value>;
}

/** Writes a model's forward pass, layer by layer; states start at zero. */
export function lowerModel(model: Model): Forward {
  const b = new GraphBuilder();
  const parameters = b.input('parameters', [parameterCount(model)]);
  const [first] = model.layers;
  invariant(first, 'a model has a layer');
  const x = b.input('x', ['T', 'B', first.inputSize]);
  const tensors = splitParameters(b, model, parameters);
  const lastRecurrent = model.layers.findLast((layer) => layer.kind === 'recurrent');
  const layerOutputs = new Map<string, Value>();
  let value = x;
  for (const layer of model.layers) {
    if (layer.kind === 'linear') {
      value = lowerLinear(b, layer, tensors, value);
    } else {
      const onlyLast = layer === lastRecurrent && model.output.steps === 'last';
      value = lowerRecurrent(b, layer, tensors, value, onlyLast);
    }
    layerOutputs.set(layer.name, value);
  }
  return { builder: b, parameters, x, prediction: value, layerOutputs };
}

/** Tensors by the name of their first parameter. */
type Tensors = ReadonlyMap<string, Value>;

/** Cuts the flat vector into the tensors that the layers use: stacks of parameters that lie together. */
function splitParameters(b: GraphBuilder, model: Model, flat: Value): Tensors {
  const shapeOf = new Map(model.parameters.map((parameter) => [parameter.name, parameter.shape]));
  const stacks = model.layers.flatMap((layer) => stackNames(layer));
  const order = stacks.flat();
  invariant(
    order.join() === model.parameters.map((parameter) => parameter.name).join(),
    'parameters lie in the order of their stacks',
  );
  const shapes = stacks.map((names) => {
    const [rows = 1, ...columns] = present(shapeOf.get(names[0] ?? ''), 'a shape');
    return [rows * names.length, ...columns];
  });
  const pieces = b.split(flat, 0, shapes.map(sizeOf));
  return new Map(
    stacks.map(([name = ''], index) => [
      name,
      b.reshape(pieces[index] as Value, shapes[index] as number[]),
    ]),
  );
}

/** The full names of a layer's parameters, those of one stack together. */
function stackNames(layer: Model['layers'][number]): readonly (readonly string[])[] {
  if (layer.kind === 'linear') {
    return [[`${layer.name}.weight`], [`${layer.name}.bias`]];
  }
  return planStacks(layer.cell).stacks.map(({ parameters }) =>
    parameters.map((parameter) => `${layer.name}.${parameter.name}`),
  );
}

/** y = x weightᵀ + bias */
function lowerLinear(b: GraphBuilder, layer: LinearLayer, tensors: Tensors, x: Value): Value {
  const weight = present(tensors.get(`${layer.name}.weight`), 'weight');
  const bias = present(tensors.get(`${layer.name}.bias`), 'bias');
  return b.add(b.matmul(x, b.transposeMatrix(weight)), bias);
}

/** The cell over all time steps: its output at every step `[T, B, H]`, or after the last `[B, H]`. */
function lowerRecurrent(
  b: GraphBuilder,
  layer: RecurrentLayer,
  tensors: Tensors,
  x: Value,
  onlyLast: boolean,
): Value {
  const { cell } = layer;
  const step = lowerCell(
    cell,
    layer.sizes,
    onlyLast ? [] : [cell.output],
    onlyLast ? [cell.output] : [],
  );
  const stacks = step.plan.stacks.map(({ parameters: [first] }) =>
    present(tensors.get(`${layer.name}.${first?.name}`), 'a stack'),
  );
  const outputs = b.applyAll(
    'scan',
    [...step.states.map(({ width }) => b.zeros(['B', width])), x, ...stacks],
    { body: step.body, states: step.states.length, sequences: 1, reverse: false, time: 'T' },
  );
  const place = onlyLast
    ? step.states.findIndex(({ name }) => name === cell.output)
    : step.states.length;
  return present(outputs[place], 'the output of a cell');
}
