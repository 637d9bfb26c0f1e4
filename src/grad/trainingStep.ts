import { present } from '../base/invariant.ts';
import { GraphBuilder } from '../graph/builder.ts';
import type { Graph, GraphOutput, Value } from '../graph/graph.ts';
import { mapInputs, mapOutputs, rebuildInto } from '../graph/passes/rebuild.ts';
import { splitLoops } from '../graph/passes/splitLoops.ts';
import { applyUpdate, type Update, type UpdateRule } from './applyUpdate.ts';
import { differentiate, findInput } from './differentiate.ts';

/**
 * A whole training step: forward, loss, gradient, clipping and update. `forward` has an input
 * `parameters [P]` and a scalar output `loss`; the result has the inputs and outputs of `forward`
 * and those of `applyUpdate`. `batch` is how many sequences a step is expected to have.
 */
export function trainingStep(forward: Graph, rule: UpdateRule, batch = 1): Graph {
  return withGradient('training-step', forward, batch, (b, parameters, gradient) =>
    applyUpdate(b, parameters, gradient, rule),
  );
}

/**
 * The part of a training step that changes no parameter yet: forward, loss, and the output
 * `gradient [P]`, which is the gradient times the scalar input `weight`. The result has the inputs and
 * outputs of `forward` besides.
 */
export function gradientStep(forward: Graph, batch = 1): Graph {
  const follow = (_b: GraphBuilder, _parameters: Value, gradient: Value) => ({
    inputs: [],
    outputs: [{ name: 'gradient', value: gradient }],
  });
  const { outputs, ...rest } = withGradient(
    'gradient-step',
    weigh(forward),
    batch,
    follow,
    weighed,
  );
  return { ...rest, outputs: outputs.filter(({ name }) => name !== weighed) };
}

/**
 * The update of `parameters [P]` by the mean of the gradients `gradient.0`, … `[P]`, whose weights sum
 * to the scalar `weight`; the other inputs and outputs are those of `applyUpdate`. With `accumulates`
 * the gradients in `accumulated [P]` count too, and the sum is the output `next.accumulated`, for when
 * it is not followed yet.
 */
export function updateStep(
  size: number,
  rule: UpdateRule,
  { gradients, accumulates }: { readonly gradients: number; readonly accumulates: boolean },
): Graph {
  const b = new GraphBuilder();
  const parameters = b.input('parameters', [size]);
  const names = Array.from({ length: gradients }, (_, index) => gradientName(index));
  const summands = [...(accumulates ? [accumulatedSlot] : []), ...names].map((name) =>
    b.input(name, [size]),
  );
  const sum = summands.reduce((before, next) => b.add(before, next));
  const weight = b.input('weight', []);
  // Where nothing was counted, the sum is 0, and so is the mean.
  const gradient = b.divide(sum, b.binary('maximum', weight, b.constant(1)));
  const { inputs, outputs } = applyUpdate(b, parameters, gradient, rule);
  return b.finish(
    'update-step',
    accumulates ? [{ name: `next.${accumulatedSlot}`, value: sum }, ...outputs] : outputs,
    [parameters, ...summands, weight, ...inputs],
  );
}

/** What an update calls the gradient of a share. */
export function gradientName(share: number): string {
  return `gradient.${share}`;
}

/** The vector `[P]` of gradients that were not followed yet, zero after each update. */
export const accumulatedSlot = 'accumulated';

const weighed = 'weighed loss';

/** Adds the output `weighed loss`: a number is weighed for less than a gradient. */
function weigh(forward: Graph): Graph {
  const b = new GraphBuilder();
  const known = rebuildInto(b, forward, new Map());
  const outputs = mapOutputs(forward, known);
  const weight = b.input('weight', []);
  const { value } = present(
    outputs.find(({ name }) => name === 'loss'),
    'the loss',
  );
  return b.finish(
    forward.name,
    [...outputs, { name: weighed, value: b.multiply(value, weight) }],
    [...mapInputs(forward, known), weight],
  );
}

/** The forward graph with what is made of its gradient; its own outputs stay. */
function withGradient(
  name: string,
  forward: Graph,
  batch: number,
  follow: (b: GraphBuilder, ...vectors: [parameters: Value, gradient: Value]) => Update,
  loss = 'loss',
): Graph {
  const differentiated = differentiate(splitLoops(forward, batch), loss, ['parameters']);
  const b = new GraphBuilder();
  const known = rebuildInto(b, differentiated, new Map());
  const inputs = mapInputs(differentiated, known);
  const outputs = mapOutputs(differentiated, known);
  const isGradient = (output: GraphOutput) => output.name === 'gradient.parameters';
  const gradient = present(outputs.find(isGradient), 'the gradient').value;
  const followed = follow(b, findInput(inputs, 'parameters'), gradient);
  const graph = b.finish(
    name,
    [...followed.outputs, ...outputs.filter((output) => !isGradient(output))],
    [...inputs, ...followed.inputs],
  );
  return splitLoops(graph, batch);
}
