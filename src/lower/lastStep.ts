import { present } from '../base/invariant.ts';
import { GraphBuilder } from '../graph/builder.ts';
import type { Value } from '../graph/graph.ts';

/**
 * The last time step `[...]` of a stack `[T, ...]`: of each sequence by itself where there is a mask
 * (`[T, B, 1]`, see `Lowering`).
 */
export function lastStep(b: GraphBuilder, stack: Value, mask: Value | undefined): Value {
  const [time = '', ...shape] = stack.shape;
  const inner = new GraphBuilder();
  const state = inner.input('state', shape);
  const step = inner.input('step', shape);
  // A mask for every value of a step has as many axes as the step.
  const flags = mask && (shape.length === 1 ? b.reshape(mask, [time, ...shape]) : mask);
  const flag = flags && inner.input('mask', flags.shape.slice(1));
  const next = flag ? inner.select(flag, step, state) : step;
  const inputs = [state, step, ...(flag ? [flag] : [])];
  const body = inner.finish('last-step', [{ name: 'next', value: next }], inputs);
  const [last] = b.applyAll('scan', [b.zeros(shape), stack, ...(flags ? [flags] : [])], {
    body,
    states: 1,
    sequences: inputs.length - 1,
    reverse: false,
    time: String(time),
  });
  return present(last, 'the last step');
}
