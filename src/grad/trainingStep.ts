import { present } from '../base/invariant.ts';
import { GraphBuilder } from '../graph/builder.ts';
import type { Graph } from '../graph/graph.ts';
import { mapInputs, mapOutputs, rebuildInto } from '../graph/passes/rebuild.ts';
import { splitLoops } from '../graph/passes/splitLoops.ts';
import { clipByNorm, globalNorm } from './clipping.ts';
import { differentiate, findInput } from './differentiate.ts';
import type { Transform } from './optimizers/transform.ts';

/**
 * A whole training step: forward, loss, gradient, clipping and update. `forward` has an input
 * `parameters [P]` and a scalar output `loss`; the result has, besides `forward`'s inputs, one
 * vector per slot of the optimiser and the scalars `rate` and `step`, and the outputs
 * `next.parameters`, `next.<slot>`, `loss` and `gradient_norm` (before clipping).
 */
export function trainingStep(
  forward: Graph,
  optimizer: Transform,
  clipNorm: number | undefined,
): Graph {
  const differentiated = differentiate(splitLoops(forward), 'loss', ['parameters']);
  const b = new GraphBuilder();
  const known = rebuildInto(b, differentiated, new Map());
  const inputs = mapInputs(differentiated, known);
  const outputs = new Map(
    mapOutputs(differentiated, known).map(({ name, value }) => [name, value]),
  );
  const parameters = findInput(inputs, 'parameters');
  const gradient = present(outputs.get('gradient.parameters'), 'the gradient');
  const norm = globalNorm(b, gradient);
  const clipped = clipNorm === undefined ? gradient : clipByNorm(b, gradient, norm, clipNorm);
  const rate = b.input('rate', []);
  const step = b.input('step', []);
  const slots = Object.fromEntries(
    optimizer.slots.map((slot) => [slot, b.input(slot, parameters.shape)]),
  );
  const { update, slots: nextSlots } = optimizer.apply(b, clipped, { rate, step, slots });
  const next = optimizer.slots.map((slot) => ({
    name: `next.${slot}`,
    value: present(nextSlots[slot], slot),
  }));
  const graph = b.finish(
    'training-step',
    [
      { name: 'next.parameters', value: b.add(parameters, update) },
      ...next,
      { name: 'loss', value: present(outputs.get('loss'), 'the loss') },
      { name: 'gradient_norm', value: norm },
    ],
    [...inputs, ...Object.values(slots), rate, step],
  );
  return splitLoops(graph);
}
