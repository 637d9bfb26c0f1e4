import { invariant } from '../base/invariant.ts';
import { sizeOf } from '../base/sizeOf.ts';
import type { Dimension, NodeOf, OpKind, Shape, Value } from './graph.ts';

/** `[T, B, 400]` */
export function printShape(shape: Shape): string {
  return `[${shape.join(', ')}]`;
}

/** Whether two shapes have the same axes: names are compared as names, so `T` is only ever `T`. */
export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((dimension, axis) => dimension === b[axis]);
}

/** The shape of an elementwise result: axes are matched from the right, length 1 repeats. */
export function broadcastShapes(a: Shape, b: Shape): Shape {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const left = a[axis - rank + a.length] ?? 1;
    const right = b[axis - rank + b.length] ?? 1;
    invariant(
      left === right || left === 1 || right === 1,
      `shapes ${printShape(a)} and ${printShape(b)} do not broadcast`,
    );
    return left === 1 ? right : left;
  });
}

/** The shapes of a node's outputs. A node that breaks its rule is our own mistake. */
export function outputShapes<K extends OpKind>(node: Omit<NodeOf<K>, 'outputs'>): readonly Shape[] {
  const rule = shapeRules[node.kind] as ShapeRule<K>;
  return rule(
    node.inputs.map((input) => input.shape),
    node.attributes,
    node.inputs,
  );
}

type ShapeRule<K extends OpKind> = (
  shapes: readonly Shape[],
  attributes: NodeOf<K>['attributes'],
  inputs: readonly Value[],
) => readonly Shape[];

const elementwiseUnary = (shapes: readonly Shape[]): readonly Shape[] => {
  const [shape] = takeShapes(shapes, 1);
  return [shape as Shape];
};

const elementwiseBinary = (shapes: readonly Shape[]): readonly Shape[] => {
  const [a, b] = takeShapes(shapes, 2);
  return [broadcastShapes(a as Shape, b as Shape)];
};

const shapeRules: { readonly [K in OpKind]: ShapeRule<K> } = {
  input: (_, { shape }) => [shape],
  constant: (_, { shape, values }) => {
    invariant(values.length === 1 || values.length === sizeOf(shape), 'a constant fills its shape');
    return [shape];
  },
  negate: elementwiseUnary,
  sigmoid: elementwiseUnary,
  tanh: elementwiseUnary,
  relu: elementwiseUnary,
  exp: elementwiseUnary,
  log: elementwiseUnary,
  sqrt: elementwiseUnary,
  softplus: elementwiseUnary,
  abs: elementwiseUnary,
  step: elementwiseUnary,
  add: elementwiseBinary,
  subtract: elementwiseBinary,
  multiply: elementwiseBinary,
  divide: elementwiseBinary,
  maximum: elementwiseBinary,
  power: elementwiseBinary,
  equal: elementwiseBinary,
  select: (shapes) => {
    const [mask, a, b] = takeShapes(shapes, 3) as [Shape, Shape, Shape];
    return [broadcastShapes(mask, broadcastShapes(a, b))];
  },
  matmul: (shapes) => {
    const [a, b] = takeShapes(shapes, 2) as [Shape, Shape];
    invariant(
      a.length >= 2 && b.length >= 2 && a.at(-1) === b.at(-2),
      `matrices ${printShape(a)} and ${printShape(b)} do not fit`,
    );
    const outer = broadcastShapes(a.slice(0, -2), b.slice(0, -2));
    return [[...outer, a.at(-2) as Dimension, b.at(-1) as Dimension]];
  },
  transpose: (shapes, { permutation }) => {
    const [shape] = takeShapes(shapes, 1) as [Shape];
    invariant(
      permutation.length === shape.length && new Set(permutation).size === shape.length,
      'a permutation names every axis once',
    );
    return [permutation.map((axis) => shape[axis] as Dimension)];
  },
  reshape: (shapes, { shape }) => {
    const [before] = takeShapes(shapes, 1) as [Shape];
    invariant(
      sizeKey(before) === sizeKey(shape),
      `${printShape(before)} cannot become ${printShape(shape)}`,
    );
    return [shape];
  },
  expand: (shapes, { shape }) => {
    const [before] = takeShapes(shapes, 1) as [Shape];
    invariant(
      sameShape(broadcastShapes(before, shape), shape),
      `${printShape(before)} cannot grow to ${printShape(shape)}`,
    );
    return [shape];
  },
  concat: (shapes, { axis }) => {
    const [first = []] = shapes;
    const length = shapes.reduce((sum, shape) => sum + numberAt(shape, axis), 0);
    invariant(
      shapes.every((shape) => sameShape(withAxis(shape, axis, 0), withAxis(first, axis, 0))),
      'pieces that are joined agree in the other axes',
    );
    return [withAxis(first, axis, length)];
  },
  split: (shapes, { axis, sizes }) => {
    const [shape] = takeShapes(shapes, 1) as [Shape];
    const total = sizes.reduce((sum, size) => sum + size, 0);
    invariant(total === numberAt(shape, axis), 'the pieces of a split fill the axis');
    return sizes.map((size) => withAxis(shape, axis, size));
  },
  sum: (shapes, { axes }) => {
    const [shape] = takeShapes(shapes, 1) as [Shape];
    invariant(
      axes.every((axis) => axis >= 0 && axis < shape.length),
      `axes ${axes.join(', ')} of ${printShape(shape)} exist`,
    );
    return [shape.filter((_, axis) => !axes.includes(axis))];
  },
  logSoftmax: elementwiseUnary,
  gather: (shapes) => {
    const [table, indices] = takeShapes(shapes, 2) as [Shape, Shape];
    invariant(table.length === 2, `${printShape(table)} is a table with rows`);
    return [[...indices, table[1] as Dimension]];
  },
  scatterAdd: (shapes, { length }) => {
    const [indices, rows] = takeShapes(shapes, 2) as [Shape, Shape];
    invariant(
      sameShape(indices, rows.slice(0, -1)),
      `there is one row of ${printShape(rows)} for each index of ${printShape(indices)}`,
    );
    return [[length, rows.at(-1) as Dimension]];
  },
  size: () => [[]],
  previous: (shapes) => {
    const [initial, stack] = takeShapes(shapes, 2) as [Shape, Shape];
    invariant(
      sameShape(initial, stack.slice(1)),
      `the first value ${printShape(initial)} fits the stack ${printShape(stack)}`,
    );
    return [stack];
  },
  scan: (shapes, attributes) => scanShapes(shapes, attributes),
};

function scanShapes(
  shapes: readonly Shape[],
  { body, states, sequences, time }: NodeOf<'scan'>['attributes'],
): readonly Shape[] {
  invariant(shapes.length === body.inputs.length, 'a loop gets every input of its body');
  shapes.forEach((shape, index) => {
    const isSequence = index >= states && index < states + sequences;
    const inner = isSequence ? shape.slice(1) : shape;
    invariant(!isSequence || shape[0] === time, `a sequence of the loop runs over ${time}`);
    invariant(
      sameShape(inner, (body.inputs[index] as Value).shape),
      `input ${index} of the loop has the shape ${printShape(inner)} that its body expects`,
    );
  });
  return body.outputs.map(({ value }, index) => {
    if (index < states) {
      invariant(
        sameShape(value.shape, shapes[index] as Shape),
        `state ${index} of the loop keeps its shape`,
      );
      return value.shape;
    }
    return [time, ...value.shape];
  });
}

/** How many numbers a shape holds, written so that equal sizes give equal texts. */
function sizeKey(shape: Shape): string {
  const factors = shape.flatMap((dimension) => String(dimension).split('*'));
  const names = factors.filter((factor) => !isLength(factor)).sort();
  const product = factors.filter(isLength).reduce((total, length) => total * Number(length), 1);
  return [product, ...names].join('*');
}

/** The length of several axes laid into one: a number, or a product such as `T*B`. */
export function productOf(dimensions: Shape): Dimension {
  const names = dimensions.filter((dimension) => typeof dimension === 'string');
  const length = sizeOf(dimensions.filter((dimension) => typeof dimension === 'number'));
  if (names.length === 0) {
    return length;
  }
  return [...(length === 1 ? [] : [length]), ...names].join('*');
}

function isLength(factor: string): boolean {
  return /^\d+$/.test(factor);
}

function takeShapes(shapes: readonly Shape[], count: number): readonly Shape[] {
  invariant(shapes.length === count, `an operator gets ${count} inputs, not ${shapes.length}`);
  return shapes;
}

function numberAt(shape: Shape, axis: number): number {
  const length = shape[axis];
  invariant(typeof length === 'number', `axis ${axis} of ${printShape(shape)} has a known length`);
  return length;
}

function withAxis(shape: Shape, axis: number, length: Dimension): Shape {
  return shape.map((dimension, index) => (index === axis ? length : dimension));
}
