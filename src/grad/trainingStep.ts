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
 * A training step that changes no parameter yet: forward, loss, and the gradient times the scalar
 * input `weight` added to the input `accumulated [P]`. The result has the inputs and outputs of
 * `forward` besides, and the output `next.accumulated`.
 */
export function accumulationStep(forward: Graph, batch = 1): Graph {
  return withGradient('accumulation-step', forward, batch, (b, parameters, gradient) => {
    const before = b.input(accumulatedSlot, parameters.shape);
    const weight = b.input('weight', []);
    const sum = b.add(before, b.multiply(gradient, weight));
    return {
      inputs: [before, weight],
      outputs: [{ name: `next.${accumulatedSlot}`, value: sum }],
    };
  });
}

/**
 * The update of `parameters [P]` by the mean of the gradients in `accumulated [P]`, whose weights
 * sum to the scalar `weight`; the other inputs and outputs are those of `applyUpdate`.
 */
export function updateStep(size: number, rule: UpdateRule): Graph {
  const b = new GraphBuilder();
  const [parameters, sum] = [b.input('parameters', [size]), b.input(accumulatedSlot, [size])];
  const weight = b.input('weight', []);
  // Where nothing was counted, the sum is 0, and so is the mean.
  const gradient = b.divide(sum, b.binary('maximum', weight, b.constant(1)));
  const { inputs, outputs } = applyUpdate(b, parameters, gradient, rule);
  return b.finish('update-step', outputs, [parameters, sum, weight, ...inputs]);
}

/** The vector `[P]` of gradients that were not followed yet, zero after each update. */
export const accumulatedSlot = 'accumulated';

/** The forward graph with what is made of its gradient; its own outputs stay. */
function withGradient(
  name: string,
  forward: Graph,
  batch: number,
  follow: (b: GraphBuilder, ...vectors: [parameters: Value, gradient: Value]) => Update,
): Graph {
  const differentiated = differentiate(splitLoops(forward, batch), 'loss', ['parameters']);
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
