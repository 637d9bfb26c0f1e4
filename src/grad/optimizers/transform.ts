import type { GraphBuilder } from '../../graph/builder.ts';
import type { Value } from '../../graph/graph.ts';

/** What an update may read besides the gradient. */
export interface UpdateInputs {
  /** The parameters before the update, `[P]`. */
  readonly parameters: Value;
  /** The learning rate, a scalar. */
  readonly rate: Value;
  /** The number of the training step, from 1, a scalar. */
  readonly step: Value;
  /** The transform's own vectors `[P]` by name; zero at the first step. */
  readonly slots: Readonly<Record<string, Value>>;
}

/** What one transform makes of a gradient: the update, and its vectors for the next step. */
export interface Update {
  /** What takes the gradient's place, `[P]`. */
  readonly update: Value;
  /** The new value of every slot by its name, `[P]` each: what `UpdateInputs.slots` is next time. */
  readonly slots: Readonly<Record<string, Value>>;
}

/**
 * One stage of an optimiser: turns a gradient into an update, keeping vectors between steps. An
 * optimiser is a chain of them; the last update is added to the parameters.
 */
export interface Transform {
  readonly slots: readonly string[];
  readonly apply: (b: GraphBuilder, gradient: Value, inputs: UpdateInputs) => Update;
}

/** Does one transform after the other. */
export function chain(...transforms: readonly Transform[]): Transform {
  return {
    slots: transforms.flatMap((transform) => transform.slots),
    apply: (b, gradient, inputs) =>
      transforms.reduce<Update>(
        (before, transform) => {
          const { update, slots } = transform.apply(b, before.update, inputs);
          return { update, slots: { ...before.slots, ...slots } };
        },
        { update: gradient, slots: {} },
      ),
  };
}

/** β old + (1−β) new: a running mean. */
export function runningMean(b: GraphBuilder, old: Value, fresh: Value, beta: number): Value {
  return b.add(b.multiply(old, b.constant(beta)), b.multiply(fresh, b.constant(1 - beta)));
}
