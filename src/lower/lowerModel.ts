import { invariant, present } from '../base/invariant.ts';
import { sizeOf } from '../base/sizeOf.ts';
import { GraphBuilder } from '../graph/builder.ts';
import type { GraphOutput, Value } from '../graph/graph.ts';
import { type Model, parameterCount } from '../resolve/model.ts';
import { holdSteps } from './holdSteps.ts';
import type { Lowering, LowerOptions } from './lowering.ts';
import { lowerLayer } from './lowerLayer.ts';
import { lowerRecurrent } from './lowerRecurrent.ts';
import type { NoiseInput } from './noise.ts';
import { oneHot } from './oneHot.ts';
import { parameterStacks } from './parameterStacks.ts';

/** A model's forward pass in a builder, open for a loss to be added. */
export interface Forward {
  readonly builder: GraphBuilder;
  /**
   * `parameters` `[P]`, `x` `[T, B, I]` or, of tokens, `[T, B]`; for data of unequal lengths `mask`
   * `[T, B]`; with `carry` the states `initial.<layer>.<state>` `[B, width]`; with `training` `noise`.
   */
  readonly inputs: readonly Value[];
  /** `[B, O]` after the last time step, or `[T, B, O]` where every step has an output. */
  readonly prediction: Value;
  /** What every layer gives to the next, by the layer's name. */
  readonly layerOutputs: ReadonlyMap<string, Value>;
  /** With `carry`, `final.<layer>.<state>` for every one of `initial`. */
  readonly finalStates: readonly GraphOutput[];
  /** With `trace` all values of cells over time; see `Lowering`. */
  readonly traced: readonly GraphOutput[];
  /** The random ones of `inputs`: only with `training`. */
  readonly noise: readonly NoiseInput[];
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
    traced: [],
    noise: [],
  };
  const { layers, output } = model;
  const lastRecurrent = layers.findLast((layer) => layer.kind === 'recurrent');
  const layerOutputs = new Map<string, Value>();
  let value = output.steps === 'last' && !lastRecurrent ? holdSteps(b, x, mask, false).last : x;
  for (const layer of layers) {
    const onlyLast = layer === lastRecurrent && output.steps === 'last';
    value =
      layer.kind === 'recurrent'
        ? lowerRecurrent(lowering, layer, value, onlyLast)
        : lowerLayer(lowering, layer, value);
    layerOutputs.set(layer.name, value);
  }
  const { inputs: allInputs, finalStates, traced, noise } = lowering;
  const outputs = { prediction: value, layerOutputs, finalStates, traced };
  return { builder: b, inputs: allInputs, ...outputs, noise };
}

/** What goes into the first layer, and the mask as layers take it. */
function lowerInput(b: GraphBuilder, { input, ragged, layers }: Model) {
  const grid = ['T', 'B'];
  const isTokens = input.kind === 'tokens';
  const x = b.input('x', isTokens ? grid : [...grid, input.names.length]);
  const mask = ragged ? b.input('mask', grid) : undefined;
  const column = mask && b.reshape(mask, [...grid, 1]);
  // What stands in the padding, even if it is NaN, goes nowhere; and a cell that sees its last input
  // once more makes no numbers that it would not make within the sequence.
  const clean = column ? holdSteps(b, x, column, false).every : x;
  const isOneHot = isTokens && layers[0]?.kind !== 'embedding';
  return {
    x: isOneHot ? oneHot(b, b.reshape(clean, [...grid, 1]), input.names.length) : clean,
    mask: column,
    inputs: mask ? [x, mask] : [x],
  };
}

/** Cuts the flat vector into the tensors that the layers use: stacks of parameters that lie together. */
function splitParameters(b: GraphBuilder, model: Model, flat: Value): Lowering['tensors'] {
  const shapeOf = new Map(model.parameters.map((parameter) => [parameter.name, parameter.shape]));
  const stacks = model.layers.flatMap((layer) => parameterStacks(model, layer));
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
