import { present } from '../base/invariant.ts';
import { GraphBuilder } from '../graph/builder.ts';
import type { Graph, Value } from '../graph/graph.ts';
import { mapInputs, mapOutputs, rebuildInto } from '../graph/passes/rebuild.ts';
import { splitLoops } from '../graph/passes/splitLoops.ts';
import { type ClipSettings, clip, globalNorm } from './clipping.ts';
import { differentiate, findInput } from './differentiate.ts';
import type { Transform } from './optimizers/transform.ts';
import { mapStretches, type Stretches } from './stretches.ts';

/** How a gradient changes the parameters. */
export interface UpdateRule {
  readonly optimizer: Transform;
  readonly clip: ClipSettings | undefined;
  /** Which parameters are trained: the others have no gradient, no decay, no update. */
  readonly trainable: Stretches<boolean>;
}

/**
 * A whole training step: forward, loss, gradient, clipping and update. `forward` has an input
 * `parameters [P]` and a scalar output `loss`; the result has, besides `forward`'s inputs, one
 * vector per slot of the optimiser and the scalars `rate` and `step`, and, besides `forward`'s
 * outputs, `next.parameters`, `next.<slot>` and the scalars `gradient_norm` (before clipping) and
 * `clipped` (1 where clipping changed the gradient, otherwise 0).
 */
export function trainingStep(forward: Graph, rule: UpdateRule): Graph {
  const differentiated = differentiate(splitLoops(forward), 'loss', ['parameters']);
  const b = new GraphBuilder();
  const known = rebuildInto(b, differentiated, new Map());
  const inputs = mapInputs(differentiated, known);
  const outputs = mapOutputs(differentiated, known);
  const gradient = present(
    outputs.find(({ name }) => name === gradientName),
    'the gradient',
  ).value;
  const update = applyUpdate(b, findInput(inputs, 'parameters'), gradient, rule);
  const graph = b.finish(
    'training-step',
    [...update.outputs, ...outputs.filter(({ name }) => name !== gradientName)],
    [...inputs, ...update.inputs],
  );
  return splitLoops(graph);
}

const gradientName = 'gradient.parameters';

function applyUpdate(
  b: GraphBuilder,
  parameters: Value,
  rawGradient: Value,
  { optimizer, clip: limits, trainable }: UpdateRule,
) {
  const onlyTrained = (vector: Value) =>
    mapStretches(b, vector, trainable, (piece, isTrained) =>
      isTrained ? piece : b.zeros(piece.shape),
    );
  const gradient = onlyTrained(rawGradient);
  const norm = globalNorm(b, gradient);
  const limited = limits ? clip(b, gradient, limits) : { gradient, clipped: b.constant(0) };
  const rate = b.input('rate', []);
  const step = b.input('step', []);
  const slots = Object.fromEntries(
    optimizer.slots.map((slot) => [slot, b.input(slot, parameters.shape)]),
  );
  const inputs = { parameters, rate, step, slots };
  const { update, slots: nextSlots } = optimizer.apply(b, limited.gradient, inputs);
  const next = optimizer.slots.map((slot) => ({
    name: `next.${slot}`,
    value: present(nextSlots[slot], slot),
  }));
  return {
    inputs: [...Object.values(slots), rate, step],
    outputs: [
      { name: 'next.parameters', value: b.add(parameters, onlyTrained(update)) },
      ...next,
      { name: 'gradient_norm', value: norm },
      { name: 'clipped', value: limited.clipped },
    ],
  };
}
