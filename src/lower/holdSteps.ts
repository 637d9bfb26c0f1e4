import { GraphBuilder } from '../graph/builder.ts';
import type { Value } from '../graph/graph.ts';

/** A stack of time steps in which padding repeats the step before it. */
export interface HeldSteps {
  /** `[...]`: where a loop over time ends, after the last step or, with `reverse`, the first. */
  readonly last: Value;
  /** `[T, ...]` */
  readonly every: Value;
}

/**
 * Fills the padding of a stack `[T, B, ...]`: with the last step of each sequence, or, with `reverse`,
 * with zeros, since a loop backwards comes to the padding first. Without a mask (`[T, B, 1]`, see
 * `Lowering`) nothing is filled.
 */
export function holdSteps(
  b: GraphBuilder,
  stack: Value,
  mask: Value | undefined,
  reverse: boolean,
): HeldSteps {
  const [time = '', ...shape] = stack.shape;
  const inner = new GraphBuilder();
  const state = inner.input('state', shape);
  const step = inner.input('step', shape);
  // Tokens have no axis of their own for the values of a step.
  const flags = mask && (shape.length === 1 ? b.reshape(mask, [time, ...shape]) : mask);
  const flag = flags && inner.input('mask', flags.shape.slice(1));
  const next = flag ? inner.select(flag, step, state) : step;
  const inputs = [state, step, ...(flag ? [flag] : [])];
  const outputs = ['next', 'every'].map((name) => ({ name, value: next }));
  const body = inner.finish('hold-steps', outputs, inputs);
  const sequences = inputs.length - 1;
  const attributes = { body, states: 1, sequences, reverse, time: String(time) };
  const given = [b.zeros(shape), stack, ...(flags ? [flags] : [])];
  const [last, every] = b.applyAll('scan', given, attributes) as [Value, Value];
  return { last, every };
}
