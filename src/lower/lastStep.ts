import { present } from '../base/invariant.ts';
import { GraphBuilder } from '../graph/builder.ts';
import type { Value } from '../graph/graph.ts';

/**
 * The last time step `[...]` of a stack `[T, ...]`, or, with `reverse`, the first: where a loop in that
 * direction ends. With a mask (`[T, B, 1]`, see `Lowering`) it is that of each sequence by itself.
 */
export function lastStep(
  b: GraphBuilder,
  stack: Value,
  mask: Value | undefined,
  reverse: boolean,
): Value {
  const [time = '', ...shape] = stack.shape;
  const inner = new GraphBuilder();
  const state = inner.input('state', shape);
  const step = inner.input('step', shape);
  // Tokens have no axis of their own for the values of a step.
  const flags = mask && (shape.length === 1 ? b.reshape(mask, [time, ...shape]) : mask);
  const flag = flags && inner.input('mask', flags.shape.slice(1));
  const next = flag ? inner.select(flag, step, state) : step;
  const inputs = [state, step, ...(flag ? [flag] : [])];
  const body = inner.finish('last-step', [{ name: 'next', value: next }], inputs);
  const sequences = inputs.length - 1;
  const attributes = { body, states: 1, sequences, reverse, time: String(time) };
  const given = [b.zeros(shape), stack, ...(flags ? [flags] : [])];
  return present(b.applyAll('scan', given, attributes)[0], 'the last step');
}
