import { invariant } from '../../base/invariant.ts';
import type { GraphBuilder } from '../builder.ts';
import type { Node, NodeOf, OpKind, Value } from '../graph.ts';

/** A value of a loop's body as it is outside of the loop. */
export interface Lifted {
  readonly value: Value;
  /** Whether it has the time axis in front; otherwise it is the same at every step. */
  readonly overTime: boolean;
}

/**
 * What an operator of a loop's body becomes when it is computed for all time steps at once: the
 * same operator with one more axis in front. `undefined` where there is no such form.
 */
export function liftOverTime(
  builder: GraphBuilder,
  node: Node,
  inputs: readonly Lifted[],
  time: string,
): readonly Lifted[] | undefined {
  const overTime = inputs.some((input) => input.overTime);
  const rule = overTime ? (rules[node.kind] as Rule<OpKind>) : sameOperator;
  const outputs = rule(builder, node as NodeOf<OpKind>, inputs, time);
  return outputs?.map((value) => ({ value, overTime }));
}

/** Whether an operator has a form for all time steps at once. */
export function isLiftable(node: Node): boolean {
  return rules[node.kind] !== staysInside;
}

type Rule<K extends OpKind> = (
  builder: GraphBuilder,
  node: NodeOf<K>,
  inputs: readonly Lifted[],
  time: string,
) => readonly Value[] | undefined;

const sameOperator: Rule<OpKind> = (builder, node, inputs) =>
  builder.applyAll(
    node.kind,
    inputs.map((input) => input.value),
    node.attributes,
  );

/** Axes are matched from the right, so shorter operands get axes of length 1 after the time axis. */
const elementwise: Rule<OpKind> = (builder, node, inputs) => {
  const rank = Math.max(...node.inputs.map((input) => input.shape.length));
  return builder.applyAll(
    node.kind,
    inputs.map((input) => withRank(builder, input, rank)),
    node.attributes,
  );
};

const staysInside = () => undefined;

const rules: { readonly [K in OpKind]: Rule<K> } = {
  input: staysInside,
  constant: sameOperator as Rule<'constant'>,
  negate: elementwise as Rule<'negate'>,
  sigmoid: elementwise as Rule<'sigmoid'>,
  tanh: elementwise as Rule<'tanh'>,
  relu: elementwise as Rule<'relu'>,
  exp: elementwise as Rule<'exp'>,
  log: elementwise as Rule<'log'>,
  sqrt: elementwise as Rule<'sqrt'>,
  softplus: elementwise as Rule<'softplus'>,
  abs: elementwise as Rule<'abs'>,
  step: elementwise as Rule<'step'>,
  add: elementwise as Rule<'add'>,
  subtract: elementwise as Rule<'subtract'>,
  multiply: elementwise as Rule<'multiply'>,
  divide: elementwise as Rule<'divide'>,
  maximum: elementwise as Rule<'maximum'>,
  power: elementwise as Rule<'power'>,
  equal: elementwise as Rule<'equal'>,
  select: elementwise as Rule<'select'>,
  matmul: elementwise as Rule<'matmul'>,
  transpose: (builder, { attributes: { permutation } }, [x]) => [
    builder.transpose(operand(x), [0, ...permutation.map((axis) => axis + 1)]),
  ],
  reshape: (builder, { attributes: { shape } }, [x], time) => [
    builder.reshape(operand(x), [time, ...shape]),
  ],
  expand: (builder, { attributes: { shape } }, [x], time) => [
    builder.expand(withRank(builder, x as Lifted, shape.length), [time, ...shape]),
  ],
  concat: (builder, { attributes: { axis } }, inputs, time) => [
    builder.concat(
      inputs.map((input) => repeated(builder, input, time)),
      axis + 1,
    ),
  ],
  split: (builder, { attributes: { axis, sizes } }, [x]) =>
    builder.split(operand(x), axis + 1, sizes),
  sum: (builder, { attributes: { axes } }, [x]) => [
    builder.sum(
      operand(x),
      axes.map((axis) => axis + 1),
    ),
  ],
  logSoftmax: sameOperator as Rule<'logSoftmax'>,
  gather: staysInside,
  scatterAdd: staysInside,
  size: sameOperator as Rule<'size'>,
  previous: staysInside,
  scan: staysInside,
};

function operand(input: Lifted | undefined): Value {
  invariant(input, 'an operator has its input');
  return input.value;
}

function withRank(builder: GraphBuilder, { value, overTime }: Lifted, rank: number): Value {
  const missing = overTime ? rank + 1 - value.shape.length : 0;
  const [time = 1, ...rest] = value.shape;
  return missing > 0
    ? builder.reshape(value, [time, ...new Array<number>(missing).fill(1), ...rest])
    : value;
}

/** The value with a time axis, the same at every step where it had none. */
export function repeated(builder: GraphBuilder, input: Lifted, time: string): Value {
  return input.overTime ? input.value : builder.expand(input.value, [time, ...input.value.shape]);
}
