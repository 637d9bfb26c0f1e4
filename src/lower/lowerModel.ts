import { invariant, present } from '../base/invariant.ts';
import { sizeOf } from '../base/sizeOf.ts';
import { planStacks } from '../cells/stacks.ts';
import { GraphBuilder } from '../graph/builder.ts';
import type { GraphOutput, Value } from '../graph/graph.ts';
import { type LinearLayer, type Model, parameterCount } from '../resolve/model.ts';
import { lastStep } from './lastStep.ts';
import type { Lowering, LowerOptions } from './lowering.ts';
import { lowerRecurrent } from './lowerRecurrent.ts';
import { oneHot } from './oneHot.ts';

/** A model's forward pass in a builder, open for a loss to be added. */
export interface Forward {
  readonly builder: GraphBuilder;
  /**
   * `parameters` `[P]`, `x` `[T, B, I]` or, of tokens, `[T, B]`; for data of unequal lengths `mask`
   * `[T, B]`; with `carry` the states `initial.<layer>.<state>` `[B, width]`.
   */
  readonly inputs: readonly Value[];
  /** `[B, O]` after the last time step, or `[T, B, O]` where every step has an output. */
  readonly prediction: Value;
  /** What every layer gives to the next, by the layer's name. */
  readonly layerOutputs: ReadonlyMap<string, Value>;
  /** With `carry`, `final.<layer>.<state>` for every one of `initial`. */
  readonly finalStates: readonly GraphOutput[];
}

/** Writes a model's forward pass, layer by layer. */
export function lowerModel(model: Model, options: LowerOptions = {}): Forward {
  const b = new GraphBuilder();
  const parameters = b.input('parameters', [parameterCount(model)]);
  const { x, mask, inputs } = lowerInput(b, model);
  const lowering: Lowering = {
    b,
    options,
    tensors: splitParameters(b, model, parameters),
    mask,
    inputs: [parameters, ...inputs],
    finalStates: [],
  };
  const { layers, output } = model;
  const lastRecurrent = layers.findLast((layer) => layer.kind === 'recurrent');
  const layerOutputs = new Map<string, Value>();
  let value = output.steps === 'last' && !lastRecurrent ? lastStep(b, x, mask) : x;
  for (const layer of layers) {
    value =
      layer.kind === 'linear'
        ? lowerLinear(lowering, layer, value)
        : lowerRecurrent(
            lowering,
            layer,
            value,
            layer === lastRecurrent && output.steps === 'last',
          );
    layerOutputs.set(layer.name, value);
  }
  const { inputs: allInputs, finalStates } = lowering;
  return { builder: b, inputs: allInputs, prediction: value, layerOutputs, finalStates };
}

/** What goes into the first layer, and the mask as layers take it. */
function lowerInput(b: GraphBuilder, { input, ragged }: Model) {
  const grid = ['T', 'B'];
  const isTokens = input.kind === 'tokens';
  const x = b.input('x', isTokens ? grid : [...grid, input.names.length]);
  const mask = ragged ? b.input('mask', grid) : undefined;
  const column = mask && b.reshape(mask, [...grid, 1]);
  // What stands in the padding, even if it is NaN, goes nowhere.
  const clean = mask && column ? b.select(isTokens ? mask : column, x, b.constant(0)) : x;
  return {
    x: isTokens ? oneHot(b, b.reshape(clean, [...grid, 1]), input.names.length) : clean,
    mask: column,
    inputs: mask ? [x, mask] : [x],
  };
}

/** Cuts the flat vector into the tensors that the layers use: stacks of parameters that lie together. */
function splitParameters(b: GraphBuilder, model: Model, flat: Value): Lowering['tensors'] {
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
function lowerLinear({ b, tensors }: Lowering, layer: LinearLayer, x: Value): Value {
  const weight = present(tensors.get(`${layer.name}.weight`), 'weight');
  const bias = present(tensors.get(`${layer.name}.bias`), 'bias');
  return b.add(b.matmul(x, b.transposeMatrix(weight)), bias);
}
