import { invariant, present } from '../base/invariant.ts';
import { sizeOf } from '../base/sizeOf.ts';
import type { Graph, Node, NodeOf, OpKind, Shape, Value } from './graph.ts';

/** A float64 tensor, row-major, with known dimensions. */
export interface Float64Tensor {
  readonly data: Float64Array;
  readonly shape: readonly number[];
}

/**
 * Computes a graph in float64, plainly: the reference that everything else is tested against.
 * The lengths of named dimensions follow from the inputs.
 */
export function evaluate(
  graph: Graph,
  inputs: Readonly<Record<string, Float64Tensor>>,
): Record<string, Float64Tensor> {
  const dimensions = new Map<string, number>();
  const given = graph.inputs.map((input) => {
    const { name } = (input.node as NodeOf<'input'>).attributes;
    const tensor = present(inputs[name], `input "${name}" of graph "${graph.name}"`);
    bindDimensions(input.shape, tensor.shape, dimensions);
    return tensor;
  });
  const results = run(graph, given, dimensions);
  return Object.fromEntries(
    graph.outputs.map(({ name }, index) => [name, results[index] as Float64Tensor]),
  );
}

type Dimensions = ReadonlyMap<string, number>;

function run(
  graph: Graph,
  given: readonly Float64Tensor[],
  dimensions: Dimensions,
): readonly Float64Tensor[] {
  const known = new Map<Value, Float64Tensor>();
  graph.inputs.forEach((input, index) => {
    known.set(input, given[index] as Float64Tensor);
  });
  for (const node of graph.nodes) {
    if (node.kind === 'input') {
      continue;
    }
    const inputs = node.inputs.map((input) =>
      present(known.get(input), `an input of ${node.kind}`),
    );
    const outputs = evaluateNode(node, inputs, dimensions);
    node.outputs.forEach((output, index) => {
      known.set(output, outputs[index] as Float64Tensor);
    });
  }
  return graph.outputs.map(({ value }) => present(known.get(value), 'an output'));
}

function bindDimensions(shape: Shape, actual: readonly number[], dimensions: Map<string, number>) {
  invariant(shape.length === actual.length, `[${actual}] has the rank of [${shape}]`);
  shape.forEach((dimension, axis) => {
    const length = actual[axis] as number;
    const expected = typeof dimension === 'number' ? dimension : dimensions.get(dimension);
    invariant(expected === undefined || expected === length, `[${actual}] fits [${shape}]`);
    if (typeof dimension === 'string') {
      dimensions.set(dimension, length);
    }
  });
}

/** A shape with every name replaced; names may be products such as `T*B`. */
function concrete(shape: Shape, dimensions: Dimensions): readonly number[] {
  return shape.map((dimension) =>
    typeof dimension === 'number'
      ? dimension
      : dimension.split('*').reduce((product, factor) => product * lengthOf(factor, dimensions), 1),
  );
}

function lengthOf(factor: string, dimensions: Dimensions): number {
  return /^\d+$/.test(factor) ? Number(factor) : present(dimensions.get(factor), `"${factor}"`);
}

function evaluateNode(
  node: Node,
  inputs: readonly Float64Tensor[],
  dimensions: Dimensions,
): readonly Float64Tensor[] {
  const rule = rules[node.kind] as Rule<OpKind>;
  return rule(inputs, node as NodeOf<OpKind>, dimensions);
}

type Rule<K extends OpKind> = (
  inputs: readonly Float64Tensor[],
  node: NodeOf<K>,
  dimensions: Dimensions,
) => readonly Float64Tensor[];

const unary =
  (compute: (x: number) => number): Rule<OpKind> =>
  ([x]) => [{ shape: first(x).shape, data: first(x).data.map(compute) }];

const binary =
  (compute: (x: number, y: number) => number): Rule<OpKind> =>
  ([x, y], node, dimensions) => {
    const shape = concrete((node.outputs[0] as Value).shape, dimensions);
    const left = expandTo(first(x), shape).data;
    const right = expandTo(first(y), shape).data;
    return [{ shape, data: left.map((value, index) => compute(value, right[index] as number)) }];
  };

const rules: { readonly [K in OpKind]: Rule<K> } = {
  input: () => {
    throw new Error('inputs are given, not computed');
  },
  constant: (_, { attributes: { shape, values } }) => {
    const data = new Float64Array(sizeOf(shape));
    return [
      {
        shape,
        data:
          values.length === 1
            ? data.fill(values[0] as number)
            : data.map((_, i) => values[i] as number),
      },
    ];
  },
  negate: unary((x) => -x),
  sigmoid: unary((x) => 1 / (1 + Math.exp(-x))),
  tanh: unary(Math.tanh),
  relu: unary((x) => Math.max(x, 0)),
  exp: unary(Math.exp),
  log: unary(Math.log),
  sqrt: unary(Math.sqrt),
  softplus: unary((x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))),
  abs: unary(Math.abs),
  step: unary((x) => (x > 0 ? 1 : 0)),
  add: binary((x, y) => x + y),
  subtract: binary((x, y) => x - y),
  multiply: binary((x, y) => x * y),
  divide: binary((x, y) => x / y),
  maximum: binary(Math.max),
  power: binary((x, y) => x ** y),
  equal: binary((x, y) => (x === y ? 1 : 0)),
  select: ([mask, a, b], node, dimensions) => {
    const shape = concrete((node.outputs[0] as Value).shape, dimensions);
    const taken = expandTo(first(mask), shape).data;
    const [left, right] = [expandTo(first(a), shape).data, expandTo(first(b), shape).data];
    const choose = (flag: number, index: number) => (flag ? left : right)[index] as number;
    return [{ shape, data: taken.map(choose) }];
  },
  matmul: ([a, b], node, dimensions) => [
    matmul(first(a), first(b), concrete((node.outputs[0] as Value).shape, dimensions)),
  ],
  transpose: ([x], { attributes: { permutation } }) => [transpose(first(x), permutation)],
  reshape: ([x], { attributes: { shape } }, dimensions) => [
    { shape: concrete(shape, dimensions), data: first(x).data },
  ],
  expand: ([x], { attributes: { shape } }, dimensions) => [
    expandTo(first(x), concrete(shape, dimensions)),
  ],
  concat: (inputs, { attributes: { axis } }) => [concat(inputs, axis)],
  split: ([x], { attributes: { axis, sizes } }) => {
    let start = 0;
    return sizes.map((size) => {
      start += size;
      return slice(first(x), axis, start - size, start);
    });
  },
  sum: ([x], { attributes: { axes }, outputs: [output] }, dimensions) => [
    sum(first(x), axes, concrete((output as Value).shape, dimensions)),
  ],
  logSoftmax: ([x]) => [logSoftmax(first(x))],
  gather: ([table, indices]) => [lookUp(first(table), first(indices))],
  scatterAdd: ([indices, rows], { attributes: { length } }) => [
    addRows(first(indices), first(rows), length),
  ],
  size: (_, { attributes }, dimensions) => [
    { shape: [], data: Float64Array.of(sizeOf(concrete(attributes.dimensions, dimensions))) },
  ],
  previous: ([initial, stack], { attributes: { reverse } }) => {
    const steps = first(stack).shape[0] as number;
    const start = { ...first(initial), shape: [1, ...first(initial).shape] };
    return [
      reverse
        ? concat([slice(first(stack), 0, 1, steps), start], 0)
        : concat([start, slice(first(stack), 0, 0, steps - 1)], 0),
    ];
  },
  scan: evaluateScan,
};

function evaluateScan(
  inputs: readonly Float64Tensor[],
  { attributes: { body, states, sequences, reverse, time } }: NodeOf<'scan'>,
  dimensions: Dimensions,
): readonly Float64Tensor[] {
  const steps = present(dimensions.get(time), time);
  let current = inputs.slice(0, states);
  const captured = inputs.slice(states + sequences);
  const stacked: Float64Tensor[][] = [];
  for (let step = 0; step < steps; step++) {
    const timeStep = reverse ? steps - 1 - step : step;
    const slices = inputs.slice(states, states + sequences).map((sequence) => {
      const piece = slice(sequence, 0, timeStep, timeStep + 1);
      return { ...piece, shape: piece.shape.slice(1) };
    });
    const results = run(body, [...current, ...slices, ...captured], dimensions);
    current = results.slice(0, states);
    stacked[timeStep] = results.slice(states);
  }
  const stacks = body.outputs.slice(states).map((output, index) => {
    const pieces = stacked.map((results) => {
      const piece = results[index] as Float64Tensor;
      return { ...piece, shape: [1, ...piece.shape] };
    });
    return pieces.length > 0
      ? concat(pieces, 0)
      : { shape: [0, ...concrete(output.value.shape, dimensions)], data: new Float64Array() };
  });
  return [...current, ...stacks];
}

function logSoftmax({ shape, data }: Float64Tensor): Float64Tensor {
  const width = shape.at(-1) as number;
  const result = new Float64Array(data.length);
  for (let start = 0; start < data.length; start += width) {
    const row = data.subarray(start, start + width);
    const top = row.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
    const sum = row.reduce((total, value) => total + Math.exp(value - top), 0);
    result.set(
      row.map((value) => value - top - Math.log(sum)),
      start,
    );
  }
  return { shape, data: result };
}

function lookUp({ shape, data }: Float64Tensor, indices: Float64Tensor): Float64Tensor {
  const width = shape[1] as number;
  const result = new Float64Array(indices.data.length * width);
  indices.data.forEach((row, place) => {
    invariant(row >= 0 && row < (shape[0] as number), `row ${row} is in the table`);
    result.set(data.subarray(row * width, (row + 1) * width), place * width);
  });
  return { shape: [...indices.shape, width], data: result };
}

function addRows(indices: Float64Tensor, rows: Float64Tensor, length: number): Float64Tensor {
  const width = rows.shape.at(-1) as number;
  const data = new Float64Array(length * width);
  rows.data.forEach((value, place) => {
    const row = indices.data[Math.floor(place / width)] as number;
    const target = row * width + (place % width);
    data[target] = (data[target] as number) + value;
  });
  return { shape: [length, width], data };
}

function first(tensor: Float64Tensor | undefined): Float64Tensor {
  return present(tensor, 'an operand');
}

function stridesOf(shape: readonly number[]): number[] {
  const strides: number[] = [];
  let stride = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = stride;
    stride *= shape[axis] as number;
  }
  return strides;
}

/** A copy of `shape` whose element at each index is read through `strides`. */
function gather(
  data: Float64Array,
  shape: readonly number[],
  strides: readonly number[],
  start = 0,
) {
  const result = new Float64Array(sizeOf(shape));
  const index = new Array<number>(shape.length).fill(0);
  let offset = start;
  for (let position = 0; position < result.length; position++) {
    result[position] = data[offset] as number;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      offset += strides[axis] as number;
      index[axis] = (index[axis] as number) + 1;
      if ((index[axis] as number) < (shape[axis] as number)) {
        break;
      }
      offset -= (strides[axis] as number) * (shape[axis] as number);
      index[axis] = 0;
    }
  }
  return { shape, data: result };
}

function expandTo(tensor: Float64Tensor, shape: readonly number[]): Float64Tensor {
  const extra = shape.length - tensor.shape.length;
  const strides = stridesOf(tensor.shape);
  const repeated = shape.map((_, axis) =>
    axis < extra || tensor.shape[axis - extra] === 1 ? 0 : (strides[axis - extra] as number),
  );
  return gather(tensor.data, shape, repeated);
}

function transpose(tensor: Float64Tensor, permutation: readonly number[]): Float64Tensor {
  const strides = stridesOf(tensor.shape);
  return gather(
    tensor.data,
    permutation.map((axis) => tensor.shape[axis] as number),
    permutation.map((axis) => strides[axis] as number),
  );
}

function slice(tensor: Float64Tensor, axis: number, start: number, end: number): Float64Tensor {
  const strides = stridesOf(tensor.shape);
  const shape = tensor.shape.map((length, index) => (index === axis ? end - start : length));
  return gather(tensor.data, shape, strides, start * (strides[axis] as number));
}

function concat(tensors: readonly Float64Tensor[], axis: number): Float64Tensor {
  const shape = [...first(tensors[0]).shape];
  shape[axis] = tensors.reduce((total, tensor) => total + (tensor.shape[axis] as number), 0);
  const outer = sizeOf(shape.slice(0, axis));
  const data = new Float64Array(sizeOf(shape));
  let position = 0;
  for (let index = 0; index < outer; index++) {
    for (const tensor of tensors) {
      const length = sizeOf(tensor.shape.slice(axis));
      data.set(tensor.data.subarray(index * length, (index + 1) * length), position);
      position += length;
    }
  }
  return { shape, data };
}

function sum(tensor: Float64Tensor, axes: readonly number[], shape: readonly number[]) {
  const kept = tensor.shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
  const moved = transpose(tensor, [...kept, ...axes]);
  const length = sizeOf(axes.map((axis) => tensor.shape[axis] as number));
  const data = new Float64Array(sizeOf(shape));
  moved.data.forEach((value, index) => {
    const target = Math.floor(index / length);
    data[target] = (data[target] as number) + value;
  });
  return { shape, data };
}

function matmul(a: Float64Tensor, b: Float64Tensor, shape: readonly number[]): Float64Tensor {
  const [rows, inner] = a.shape.slice(-2) as [number, number];
  const columns = b.shape.at(-1) as number;
  const outer = shape.slice(0, -2);
  const left = expandTo(a, [...outer, rows, inner]).data;
  const right = expandTo(b, [...outer, inner, columns]).data;
  const data = new Float64Array(sizeOf(shape));
  for (let batch = 0; batch < sizeOf(outer); batch++) {
    for (let row = 0; row < rows; row++) {
      const target = (batch * rows + row) * columns;
      for (let k = 0; k < inner; k++) {
        const factor = left[(batch * rows + row) * inner + k] as number;
        const source = (batch * inner + k) * columns;
        for (let column = 0; column < columns; column++) {
          data[target + column] =
            (data[target + column] as number) + factor * (right[source + column] as number);
        }
      }
    }
  }
  return { shape, data };
}
