import { present } from '../base/invariant.ts';
import type { GraphBuilder } from '../graph/builder.ts';
import type { GraphOutput, Value } from '../graph/graph.ts';
import { type ClipSettings, clip, globalNorm } from './clipping.ts';
import type { Transform } from './optimizers/transform.ts';
import { mapStretches, type Stretches } from './stretches.ts';

/** How a gradient changes the parameters. */
export interface UpdateRule {
  readonly optimizer: Transform;
  readonly clip: ClipSettings | undefined;
  /** Which parameters are trained: the others have no gradient, no decay, no update. */
  readonly trainable: Stretches<boolean>;
  /** Whether a mean of the parameters over time is kept. */
  readonly averages: boolean;
}

/** An update as a part of a graph. */
export interface Update {
  readonly inputs: readonly Value[];
  readonly outputs: readonly GraphOutput[];
}

/** The vectors `[P]` that go from one update to the next, zero at the start. */
export function slotsOf({ optimizer, averages }: UpdateRule): readonly string[] {
  return averages ? [...optimizer.slots, averageSlot] : optimizer.slots;
}

/**
 * Changes parameters `[P]` by a gradient `[P]`. Inputs: the slots, the scalars `rate` and `step`
 * (from 1), and `averaging` where a mean is kept. Outputs: `next.parameters`, `next.<slot>`, and the
 * scalars `gradient_norm` (before clipping) and `clipped` (1 where clipping changed the gradient,
 * otherwise 0). The mean goes the share `averaging` of the way to the new parameters.
 */
export function applyUpdate(
  b: GraphBuilder,
  parameters: Value,
  rawGradient: Value,
  rule: UpdateRule,
): Update {
  const { optimizer, trainable, averages } = rule;
  const onlyTrained = (vector: Value) =>
    mapStretches(b, vector, trainable, (piece, isTrained) =>
      isTrained ? piece : b.zeros(piece.shape),
    );
  const gradient = onlyTrained(rawGradient);
  const norm = globalNorm(b, gradient);
  const limited = rule.clip ? clip(b, gradient, rule.clip) : { gradient, clipped: b.constant(0) };
  const [rate, step] = [b.input('rate', []), b.input('step', [])];
  const slots = Object.fromEntries(
    optimizer.slots.map((slot) => [slot, b.input(slot, parameters.shape)]),
  );
  const known = { parameters, rate, step, slots };
  const { update, slots: nextSlots } = optimizer.apply(b, limited.gradient, known);
  const next = b.add(parameters, onlyTrained(update));
  const average = averages ? keepAverage(b, next) : { inputs: [], outputs: [] };
  return {
    inputs: [...Object.values(slots), ...average.inputs, rate, step],
    outputs: [
      { name: 'next.parameters', value: next },
      ...optimizer.slots.map((slot) => ({
        name: `next.${slot}`,
        value: present(nextSlots[slot], slot),
      })),
      ...average.outputs,
      { name: 'gradient_norm', value: norm },
      { name: 'clipped', value: limited.clipped },
    ],
  };
}

/** The vector `[P]` that holds a mean of the parameters. */
export const averageSlot = 'average';

/** a = a + w (θ − a): exactly θ while a is 0 and w is 1, exactly a while w is 0. */
function keepAverage(b: GraphBuilder, parameters: Value): Update {
  const before = b.input(averageSlot, parameters.shape);
  const share = b.input('averaging', []);
  const after = b.add(before, b.multiply(b.subtract(parameters, before), share));
  return { inputs: [before, share], outputs: [{ name: `next.${averageSlot}`, value: after }] };
}
