import type { GraphBuilder } from './builder.ts';
import type { Attributes, NodeOf, OpKind, Value } from './graph.ts';
import { broadcastShapes, productOf, sameShape } from './shapes.ts';

/**
 * The outputs of an operator where they can be had in a simpler way, otherwise `undefined`.
 * Every rule keeps the value exactly, up to the rounding of constants.
 */
export function simplify<K extends OpKind>(
  builder: GraphBuilder,
  kind: K,
  inputs: readonly Value[],
  attributes: Attributes[K],
): readonly Value[] | undefined {
  const rule = rules[kind] as Rule<K>;
  const result = rule(builder, inputs, attributes);
  return result && (Array.isArray(result) ? (result as readonly Value[]) : [result as Value]);
}

type Rule<K extends OpKind> = (
  builder: GraphBuilder,
  inputs: readonly Value[],
  attributes: Attributes[K],
) => Value | readonly Value[] | undefined;

const keep = () => undefined;

const rules: { readonly [K in OpKind]: Rule<K> } = {
  input: keep,
  constant: keep,
  negate: (b, [x]) => {
    const inner = madeBy(x, 'negate');
    return inner ? inner.inputs[0] : foldUnary(b, x, (value) => -value);
  },
  sigmoid: keep,
  tanh: keep,
  relu: keep,
  exp: keep,
  log: keep,
  sqrt: (b, [x]) => foldUnary(b, x, Math.sqrt),
  softplus: keep,
  abs: keep,
  step: keep,
  add: (b, [x, y]) =>
    foldBinary(b, x, y, (left, right) => left + right) ??
    (isFilledWith(y, 0) ? unchanged(x, y) : isFilledWith(x, 0) ? unchanged(y, x) : undefined),
  subtract: (b, [x, y]) =>
    foldBinary(b, x, y, (left, right) => left - right) ??
    (isFilledWith(y, 0) ? unchanged(x, y) : undefined),
  multiply: (b, [x, y]) =>
    foldBinary(b, x, y, (left, right) => left * right) ??
    (isFilledWith(y, 1) ? unchanged(x, y) : isFilledWith(x, 1) ? unchanged(y, x) : undefined),
  divide: (b, [x, y]) =>
    foldBinary(b, x, y, (left, right) => left / right) ??
    (isFilledWith(y, 1) ? unchanged(x, y) : undefined),
  maximum: keep,
  power: keep,
  equal: keep,
  select: keep,
  matmul: keep,
  transpose: (b, [x], { permutation }) => {
    if (permutation.every((axis, index) => axis === index)) {
      return x;
    }
    const inner = madeBy(x, 'transpose');
    return (
      inner &&
      b.transpose(
        inner.inputs[0] as Value,
        permutation.map((axis) => inner.attributes.permutation[axis] as number),
      )
    );
  },
  reshape: (b, [x], { shape }) => {
    if (x && sameShape(x.shape, shape)) {
      return x;
    }
    const inner = madeBy(x, 'reshape');
    return inner && b.reshape(inner.inputs[0] as Value, shape);
  },
  expand: (_, [x], { shape }) => (x && sameShape(x.shape, shape) ? x : undefined),
  concat: (b, values, { axis }) =>
    values.length === 1 ? values[0] : (wholeOfSplit(values, axis) ?? flatConcat(b, values, axis)),
  split: (b, [x], { axis, sizes }) => (sizes.length === 1 ? x : piecesOfConcat(b, x, axis, sizes)),
  sum: (b, [x], { axes }) => x && simplifySum(b, x, axes),
  logSoftmax: keep,
  gather: keep,
  scatterAdd: keep,
  size: (b, _, { dimensions }) => (dimensions.length === 0 ? b.constant(1) : undefined),
  previous: keep,
  scan: keep,
};

/** The node of a value when it is of that kind. */
export function madeBy<K extends OpKind>(value: Value | undefined, kind: K): NodeOf<K> | undefined {
  return value?.node.kind === kind ? (value.node as NodeOf<OpKind> as NodeOf<K>) : undefined;
}

/** The number that a constant is filled with. */
function filling(value: Value | undefined): number | undefined {
  const constant = madeBy(value, 'constant');
  return constant?.attributes.values.length === 1 ? constant.attributes.values[0] : undefined;
}

function isFilledWith(value: Value | undefined, number: number): boolean {
  return filling(madeBy(value, 'expand')?.inputs[0] ?? value) === number;
}

/** `value`, if combining it with `other` does not change its shape. */
function unchanged(value: Value | undefined, other: Value | undefined): Value | undefined {
  return value && other && sameShape(broadcastShapes(value.shape, other.shape), value.shape)
    ? value
    : undefined;
}

function foldUnary(
  builder: GraphBuilder,
  x: Value | undefined,
  compute: (value: number) => number,
): Value | undefined {
  const value = filling(x);
  return value === undefined
    ? undefined
    : builder.constant(compute(value), x?.shape as readonly number[]);
}

function foldBinary(
  builder: GraphBuilder,
  x: Value | undefined,
  y: Value | undefined,
  compute: (left: number, right: number) => number,
): Value | undefined {
  const left = filling(x);
  const right = filling(y);
  if (left === undefined || right === undefined || !x || !y) {
    return undefined;
  }
  return builder.constant(
    compute(left, right),
    broadcastShapes(x.shape, y.shape) as readonly number[],
  );
}

/** Joining all pieces of a split in their order gives back what was split. */
function wholeOfSplit(values: readonly Value[], axis: number): Value | undefined {
  const split = madeBy(values[0], 'split');
  const isWhole =
    split?.attributes.axis === axis &&
    split.outputs.length === values.length &&
    values.every((value, index) => value === split.outputs[index]);
  return isWhole ? split.inputs[0] : undefined;
}

/** Joining what was joined is joining once. */
function flatConcat(
  builder: GraphBuilder,
  values: readonly Value[],
  axis: number,
): Value | undefined {
  const flat = values.flatMap((value) => {
    const inner = madeBy(value, 'concat');
    return inner?.attributes.axis === axis ? inner.inputs : [value];
  });
  return flat.length === values.length ? undefined : builder.concat(flat, axis);
}

/** Cutting what was joined, nowhere inside of a joined piece, gives back the pieces. */
function piecesOfConcat(
  builder: GraphBuilder,
  x: Value | undefined,
  axis: number,
  sizes: readonly number[],
): readonly Value[] | undefined {
  const concat = madeBy(x, 'concat');
  if (concat?.attributes.axis !== axis) {
    return undefined;
  }
  const joined = [...concat.inputs];
  const pieces: Value[] = [];
  for (const size of sizes) {
    const taken: Value[] = [];
    let open = size;
    while (open > 0) {
      const next = joined.shift();
      taken.push(...(next ? [next] : []));
      open -= Number(next?.shape[axis]);
    }
    if (open !== 0) {
      return undefined;
    }
    pieces.push(builder.concat(taken, axis));
  }
  return pieces;
}

function simplifySum(builder: GraphBuilder, x: Value, axes: readonly number[]): Value | undefined {
  if (axes.length === 0) {
    return x;
  }
  const kept = x.shape.filter((_, axis) => !axes.includes(axis));
  if (axes.every((axis) => x.shape[axis] === 1)) {
    return builder.reshape(x, kept);
  }
  const inner = madeBy(x, 'sum');
  if (inner) {
    const source = inner.inputs[0] as Value;
    const open = source.shape
      .map((_, axis) => axis)
      .filter((axis) => !inner.attributes.axes.includes(axis));
    return builder.sum(
      source,
      [...inner.attributes.axes, ...axes.map((axis) => open[axis] as number)].sort((a, b) => a - b),
    );
  }
  return axes.length === 1 && axes[0] === 0 ? sumOfProducts(builder, x) : undefined;
}

/**
 * Σ over t of A[t]ᵀ B[t] is one product of all time steps at once: `[K, T*B] @ [T*B, N]`. Only where
 * neither side repeats along T.
 */
function sumOfProducts(builder: GraphBuilder, x: Value): Value | undefined {
  const [left, right] = madeBy(x, 'matmul')?.inputs ?? [];
  const transposed = madeBy(left, 'transpose');
  const source = transposed?.inputs[0];
  if (
    !source ||
    !right ||
    right.shape.length !== 3 ||
    !sameShape(source.shape.slice(0, 2), right.shape.slice(0, 2)) ||
    transposed.attributes.permutation.join() !== '0,2,1'
  ) {
    return undefined;
  }
  const flat = (value: Value) =>
    builder.reshape(value, [productOf(value.shape.slice(0, 2)), value.shape[2] as number]);
  return builder.matmul(builder.transposeMatrix(flat(source)), flat(right));
}
