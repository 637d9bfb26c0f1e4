import { invariant } from '../base/invariant.ts';
import { GraphBuilder } from '../graph/builder.ts';
import type { OpKind, Value } from '../graph/graph.ts';
import { productOf } from '../graph/shapes.ts';
import { scanVjp } from './scanVjp.ts';
import type { Vjp } from './vjpRule.ts';

/** One input, elementwise: `dx = dy * f'(x)`, given x and y. */
const unary =
  (derivative: (b: GraphBuilder, x: Value, y: Value) => Value): Vjp<OpKind> =>
  (b, { inputs: [x], outputs: [y] }, [dy]) => [
    dy && b.multiply(dy, derivative(b, x as Value, y as Value)),
  ];

/** Two inputs, elementwise: gradients before broadcasting is undone. */
const binary =
  (
    derivative: (
      b: GraphBuilder,
      dy: Value,
      x1: Value,
      x2: Value,
      y: Value,
    ) => readonly [Value, Value],
  ): Vjp<OpKind> =>
  (b, { inputs, outputs: [y] }, [dy]) => {
    const [x1, x2] = inputs as [Value, Value];
    if (!dy) {
      return [];
    }
    const [d1, d2] = derivative(b, dy, x1, x2, y as Value);
    return [b.sumTo(d1, x1.shape), b.sumTo(d2, x2.shape)];
  };

const noInputs: Vjp<OpKind> = () => [];

/** 1 where a is above b, otherwise 0; ties go to b. */
const above = (b: GraphBuilder, x1: Value, x2: Value) => b.unary('step', b.subtract(x1, x2));
const oneMinus = (b: GraphBuilder, x: Value) => b.subtract(b.constant(1), x);

/** The derivative of every operator. */
export const vjpRules: { readonly [K in OpKind]: Vjp<K> } = {
  input: noInputs as Vjp<'input'>,
  constant: noInputs as Vjp<'constant'>,
  size: noInputs as Vjp<'size'>,

  negate: ((b, _, [dy]) => [dy && b.unary('negate', dy)]) as Vjp<'negate'>,
  // σ' = σ (1 − σ)
  sigmoid: unary((b, _, y) => b.multiply(y, oneMinus(b, y))) as Vjp<'sigmoid'>,
  // tanh' = 1 − tanh²
  tanh: unary((b, _, y) => oneMinus(b, b.multiply(y, y))) as Vjp<'tanh'>,
  relu: unary((b, _, y) => b.unary('step', y)) as Vjp<'relu'>,
  exp: unary((_b, _, y) => y) as Vjp<'exp'>,
  // log' = 1 / x
  log: unary((b, x) => b.divide(b.constant(1), x)) as Vjp<'log'>,
  // √' = 1 / (2 √x)
  sqrt: unary((b, _, y) => b.divide(b.constant(0.5), y)) as Vjp<'sqrt'>,
  // log(1 + eˣ)' = σ(x)
  softplus: unary((b, x) => b.unary('sigmoid', x)) as Vjp<'softplus'>,
  // |x|' = sign(x), 0 at 0
  abs: unary((b, x) =>
    b.subtract(b.unary('step', x), b.unary('step', b.unary('negate', x))),
  ) as Vjp<'abs'>,
  // Constant almost everywhere.
  step: (() => []) as Vjp<'step'>,

  add: binary((_, dy) => [dy, dy]) as Vjp<'add'>,
  subtract: binary((b, dy) => [dy, b.unary('negate', dy)]) as Vjp<'subtract'>,
  multiply: binary((b, dy, x1, x2) => [b.multiply(dy, x2), b.multiply(dy, x1)]) as Vjp<'multiply'>,
  // (x1 / x2)' = 1 / x2 and −y / x2
  divide: binary((b, dy, _, x2, y) => {
    const d1 = b.divide(dy, x2);
    return [d1, b.unary('negate', b.multiply(d1, y))];
  }) as Vjp<'divide'>,
  maximum: binary((b, dy, x1, x2) => [
    b.multiply(dy, above(b, x1, x2)),
    b.multiply(dy, oneMinus(b, above(b, x1, x2))),
  ]) as Vjp<'maximum'>,
  // (xⁿ)' = n xⁿ⁻¹ and xⁿ log x
  power: ((b, { inputs, outputs: [y] }, [dy], wanted) => {
    const [x, n] = inputs as [Value, Value];
    if (!dy) {
      return [];
    }
    const dx = () => b.multiply(n, b.binary('power', x, b.subtract(n, b.constant(1))));
    const dn = () => b.multiply(y as Value, b.unary('log', x));
    return [
      wanted[0] ? b.sumTo(b.multiply(dy, dx()), x.shape) : undefined,
      wanted[1] ? b.sumTo(b.multiply(dy, dn()), n.shape) : undefined,
    ];
  }) as Vjp<'power'>,

  // Constant almost everywhere.
  equal: (() => []) as Vjp<'equal'>,
  select: (b, { inputs: [mask, a, z] }, [dy], wanted) => {
    const [m, taken, other] = [mask, a, z] as [Value, Value, Value];
    return dy
      ? [
          undefined,
          wanted[1] ? b.sumTo(b.multiply(dy, m), taken.shape) : undefined,
          wanted[2] ? b.sumTo(b.multiply(dy, oneMinus(b, m)), other.shape) : undefined,
        ]
      : [];
  },

  matmul: (b, { inputs }, [dy], wanted) => {
    const [x, w] = inputs as [Value, Value];
    return dy
      ? [
          // dx = dy wᵀ
          wanted[0] ? b.sumTo(b.matmul(dy, b.transposeMatrix(w)), x.shape) : undefined,
          wanted[1] ? rightFactorGradient(b, x, w, dy) : undefined,
        ]
      : [];
  },
  transpose: (b, { attributes: { permutation } }, [dy]) => [
    dy &&
      b.transpose(
        dy,
        permutation.map((_, axis) => permutation.indexOf(axis)),
      ),
  ],
  reshape: (b, { inputs: [x] }, [dy]) => [dy && b.reshape(dy, (x as Value).shape)],
  expand: (b, { inputs: [x] }, [dy]) => [dy && b.sumTo(dy, (x as Value).shape)],
  concat: (b, { inputs, attributes: { axis } }, [dy]) =>
    dy
      ? b.split(
          dy,
          axis,
          inputs.map((input) => input.shape[axis] as number),
        )
      : [],
  split: (b, { outputs, attributes: { axis } }, gradients) => [
    b.concat(
      outputs.map((output, index) => gradients[index] ?? b.zeros(output.shape)),
      axis,
    ),
  ],
  sum: (b, { inputs: [x], attributes: { axes } }, [dy]) => {
    const { shape } = x as Value;
    const open = shape.map((length, axis) => (axes.includes(axis) ? 1 : length));
    return [dy && b.expand(b.reshape(dy, open), shape)];
  },
  // dx = dy − softmax(x) Σ dy
  logSoftmax: (b, { outputs: [y] }, [dy]) => [dy && logSoftmaxGradient(b, y as Value, dy)],
  gather: (b, { inputs: [table, indices] }, [dy]) => [
    dy && b.apply('scatterAdd', [indices as Value, dy], { length: numberOfRows(table) }),
  ],
  scatterAdd: (b, { inputs: [indices] }, [dy]) => [undefined, dy && b.gather(dy, indices as Value)],
  // Every step's gradient goes to the step before it, that of the first to the initial value.
  previous: (b, { inputs: [initial], attributes: { reverse } }, [dy], wanted) =>
    dy
      ? [
          wanted[0] ? firstStep(b, dy, reverse) : undefined,
          wanted[1]
            ? b.apply('previous', [b.zeros((initial as Value).shape), dy], { reverse: !reverse })
            : undefined,
        ]
      : [],
  scan: scanVjp,
};

function logSoftmaxGradient(b: GraphBuilder, y: Value, dy: Value): Value {
  const last = y.shape.length - 1;
  const sums = b.reshape(b.sum(dy, [last]), [...y.shape.slice(0, last), 1]);
  return b.subtract(dy, b.multiply(b.unary('exp', y), sums));
}

function numberOfRows(table: Value | undefined): number {
  const rows = table?.shape[0];
  invariant(typeof rows === 'number', 'a table has a known number of rows');
  return rows;
}

/** dw = xᵀ dy, summed over what w is repeated for: as one product where w is a plain matrix. */
function rightFactorGradient(b: GraphBuilder, x: Value, w: Value, dy: Value): Value {
  if (w.shape.length === 2 && x.shape.length > 2) {
    const flat = (value: Value) =>
      b.reshape(value, [productOf(value.shape.slice(0, -1)), value.shape.at(-1) ?? 1]);
    return b.matmul(b.transposeMatrix(flat(x)), flat(dy));
  }
  return b.sumTo(b.matmul(b.transposeMatrix(x), dy), w.shape);
}

/** The first step of a stack `[T, ...]`, or with `reverse` the last: what a loop towards it ends with. */
function firstStep(b: GraphBuilder, stack: Value, reverse: boolean): Value {
  const [time, ...shape] = stack.shape;
  const inner = new GraphBuilder();
  const inputs = [inner.input('state', shape), inner.input('step', shape)] as const;
  const body = inner.finish('first-step', [{ name: 'next', value: inputs[1] }], inputs);
  const attributes = { body, states: 1, sequences: 1, reverse: !reverse, time: String(time) };
  return b.apply('scan', [b.zeros(shape), stack], attributes);
}
