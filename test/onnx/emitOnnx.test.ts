import { describe, expect, test } from 'vitest';
import { GraphBuilder } from '../../src/graph/builder.ts';
import type { Graph, OpKind, Shape, Value } from '../../src/graph/graph.ts';
import { verifyGraph } from '../../src/graph/verifyGraph.ts';
import { emitOnnx } from '../../src/onnx/emitOnnx.ts';
import { printOnnx } from '../../src/onnx/printOnnx.ts';
import { expectSameAsEvaluator } from './runOnnx.ts';

const sizes = [
  { T: 1, B: 1 },
  { T: 4, B: 3 },
  { T: 7, B: 5 },
];

const x = sharedInput('x', ['T', 'B', 3]);
const y = sharedInput('y', ['B', 3]);
const y2 = sharedInput('y2', ['T', 'B', 2]);
const rows = sharedInput('rows', ['B', 3]);
const weight = sharedInput('weight', [3, 4]);
const turned = sharedInput('turned', [4, 3]);

/** One graph or more for every operator; together they cover every emit rule. */
const cases: { readonly [K in OpKind]: readonly ((b: GraphBuilder) => readonly Value[])[] } = {
  input: [(b) => [b.input('x', ['T', 'B', 3])]],
  constant: [
    (b) => [b.add(x(b), b.constant(0.1)), b.multiply(x(b), b.constant(2, [3]))],
    (b) => [b.add(x(b), b.apply('constant', [], { shape: [3], values: [1, 2, -3.5] }))],
    (b) => [b.constant(5, [2, 2]), x(b)],
  ],
  negate: [(b) => [b.unary('negate', x(b))]],
  sigmoid: [(b) => [b.unary('sigmoid', x(b))]],
  tanh: [(b) => [b.unary('tanh', x(b))]],
  relu: [(b) => [b.unary('relu', x(b))]],
  exp: [(b) => [b.unary('exp', x(b))]],
  log: [(b) => [b.unary('log', positive(b))]],
  sqrt: [(b) => [b.unary('sqrt', positive(b))]],
  softplus: [(b) => [b.unary('softplus', b.multiply(x(b), b.constant(20)))]],
  abs: [(b) => [b.unary('abs', x(b))]],
  step: [(b) => [b.unary('step', x(b)), b.unary('step', b.subtract(x(b), x(b)))]],
  add: [
    (b) => [b.add(x(b), y(b))],
    // A product of matrices plus something: one Gemm, whatever is transposed and however it repeats.
    (b) => [b.add(b.matmul(rows(b), weight(b)), b.input('bias', [4]))],
    (b) => [b.add(b.input('full', ['B', 4]), b.matmul(rows(b), b.transposeMatrix(turned(b))))],
    (b) => [b.add(b.matmul(b.transposeMatrix(b.input('c', [3, 'B'])), weight(b)), b.constant(1))],
    (b) => [b.add(b.matmul(rows(b), weight(b)), b.expand(b.input('column', ['B', 1]), ['B', 4]))],
    // The product has another reader, or another shape than the sum: no Gemm.
    (b) => {
      const product = b.matmul(rows(b), weight(b));
      return [b.add(product, b.constant(1)), b.unary('tanh', product)];
    },
    (b) => [b.add(b.matmul(rows(b), weight(b)), b.input('outer', ['T', 'B', 4]))],
  ],
  subtract: [(b) => [b.subtract(x(b), y(b)), b.subtract(b.constant(1), y(b))]],
  multiply: [(b) => [b.multiply(x(b), y(b)), b.multiply(x(b), x(b))]],
  divide: [(b) => [b.divide(x(b), b.unary('exp', y(b)))]],
  maximum: [(b) => [b.binary('maximum', x(b), y(b))]],
  power: [(b) => [b.binary('power', b.constant(0.9), b.input('step', []))]],
  equal: [(b) => [b.binary('equal', b.unary('step', x(b)), b.unary('step', y(b)))]],
  select: [
    (b) => [b.select(b.unary('step', x(b)), x(b), y(b))],
    // What is not taken does not matter, infinite or not.
    (b) => [b.select(b.unary('step', x(b)), b.unary('log', x(b)), b.constant(0))],
  ],
  logSoftmax: [
    (b) => [b.unary('logSoftmax', x(b))],
    // Far from 0 nothing overflows.
    (b) => [b.unary('logSoftmax', b.multiply(x(b), b.constant(300)))],
  ],
  gather: [(b) => [b.gather(weight(b), b.unary('step', y2(b)))]],
  scatterAdd: [
    (b) => {
      const [flags, all] = [b.unary('step', y2(b)), b.input('all', ['T', 'B', 2, 3])];
      return [b.apply('scatterAdd', [flags, all], { length: 4 })];
    },
  ],
  matmul: [
    (b) => [b.matmul(rows(b), weight(b)), b.matmul(x(b), weight(b))],
    (b) => [
      b.matmul(b.transposeMatrix(rows(b)), rows(b)),
      b.matmul(rows(b), b.transposeMatrix(rows(b))),
    ],
    (b) => [b.matmul(x(b), b.transposeMatrix(turned(b))), b.matmul(b.transposeMatrix(x(b)), x(b))],
    (b) => [b.matmul(b.transpose(x(b), [1, 0, 2]), weight(b))],
  ],
  transpose: [
    (b) => [b.transpose(x(b), [1, 2, 0]), b.transposeMatrix(x(b))],
    // The transpose of a product is a product, unless the product is needed as well.
    (b) => [b.transposeMatrix(b.matmul(rows(b), weight(b)))],
    (b) => [b.transposeMatrix(b.matmul(rows(b), b.transposeMatrix(turned(b))))],
    (b) => [b.transposeMatrix(b.matmul(b.transposeMatrix(rows(b)), rows(b)))],
    (b) => {
      const product = b.matmul(rows(b), weight(b));
      return [product, b.transposeMatrix(product)];
    },
    (b) => [b.transposeMatrix(b.matmul(x(b), weight(b)))],
  ],
  reshape: [
    (b) => [b.reshape(x(b), ['T*B', 3]), b.reshape(x(b), ['T', 'B', 3, 1])],
    (b) => [
      b.unary('exp', b.reshape(b.matmul(b.reshape(x(b), ['T*B', 3]), weight(b)), ['T', 'B', 4])),
    ],
    (b) => [b.reshape(b.transpose(x(b), [2, 0, 1]), [1, 3, 'T*B'])],
    (b) => [b.reshape(b.input('flat', [12]), [3, 4])],
    (b) => [b.reshape(b.transpose(x(b), [1, 0, 2]), ['T', 3, 'B'])],
  ],
  expand: [
    (b) => [b.expand(b.constant(0), ['B', 3]), x(b)],
    (b) => [b.expand(b.input('row', ['B', 1]), ['T', 'B', 4]), x(b)],
    (b) => [b.expand(b.constant(2), ['T*B']), x(b)],
    // Repeats that an elementwise operator makes by itself, and one that only the repeat makes.
    (b) => [b.multiply(b.expand(b.input('scale', []), ['T', 'B', 3]), x(b))],
    (b) => {
      const wide = (name: string) => b.expand(b.input(name, [3]), ['B', 3]);
      return [b.add(wide('one'), wide('two')), x(b)];
    },
  ],
  concat: [(b) => [b.concat([x(b), y2(b), x(b)], 2)]],
  split: [(b) => [...b.split(b.concat([x(b), y2(b)], 2), 2, [1, 3, 1])]],
  sum: [
    (b) => [b.sum(x(b), [0, 1]), b.sum(x(b), [2]), b.sumAll(x(b))],
    (b) => [b.sumTo(x(b), [1, 3])],
  ],
  size: [
    (b) => [b.divide(b.sumAll(x(b)), b.apply('size', [], { dimensions: ['T', 'B'] }))],
    (b) => [b.apply('size', [], { dimensions: ['B'] }), x(b)],
  ],
  previous: [
    (b) => [b.apply('previous', [y(b), x(b)], { reverse: false })],
    (b) => [b.apply('previous', [y(b), x(b)], { reverse: true })],
  ],
  scan: [
    (b) => runningSum(b, false),
    (b) => runningSum(b, true),
    (b) => recurrence(b),
    (b) => onlyCaptured(b),
    (b) => loopInLoop(b),
  ],
};

describe('emitOnnx', () => {
  for (const [kind, builders] of Object.entries(cases)) {
    builders.forEach((build, index) => {
      const graph = makeGraph(`${kind}.${index}`, build);
      test(`${kind} ${index} computes what the evaluator computes`, async () => {
        verifyGraph(graph);
        await expectSameAsEvaluator(graph, sizes);
        await expectSameAsEvaluator(graph, sizes, { portable: true });
      });
    });
  }

  test('gives the same bytes for the same graph', () => {
    for (const build of Object.values(cases).flat()) {
      const [one, two] = [0, 1].map(() => emitOnnx(makeGraph('g', build)));
      expect(one).toEqual(two);
    }
  });

  test('uses operators of the standard only where the file shall be portable', () => {
    const graph = makeGraph('g', (b) => [b.matmul(b.transposeMatrix(x(b)), x(b))]);
    expect(printOnnx(emitOnnx(graph))).toContain('FusedMatMul');
    expect(printOnnx(emitOnnx(graph, { portable: true }))).not.toContain('com.microsoft');
  });

  test('leaves out transposes around products', () => {
    const turnedProduct = makeGraph('g', (b) => [
      b.transposeMatrix(b.matmul(rows(b), b.transposeMatrix(turned(b)))),
    ]);
    expect(printOnnx(emitOnnx(turnedProduct))).not.toContain('Transpose');
  });

  test('stores equal constants once and at the top, also those of loops', () => {
    const text = printOnnx(emitOnnx(makeGraph('g', recurrence)));
    expect(text.match(/^ *stored .*$/gm)).toEqual([
      '  stored scalar_0 float[] = 0',
      '  stored integers_4 int64[1] = 4',
      '  stored scalar_1 float[] = 1',
    ]);
  });
});

function makeGraph(name: string, build: (b: GraphBuilder) => readonly Value[]): Graph {
  const b = new GraphBuilder();
  return b.finish(
    name,
    build(b).map((value, index) => ({ name: `out${index}`, value })),
  );
}

/** The named input of a graph, made when it is first asked for. */
function sharedInput(name: string, shape: Shape): (b: GraphBuilder) => Value {
  const made = new WeakMap<GraphBuilder, Value>();
  return (b) => {
    const value = made.get(b) ?? b.input(name, shape);
    made.set(b, value);
    return value;
  };
}

function positive(b: GraphBuilder): Value {
  return b.add(b.unary('abs', x(b)), b.constant(0.01));
}

/** A state, two sequences, two stacks, and an output that only passes a sequence on. */
function runningSum(b: GraphBuilder, reverse: boolean): readonly Value[] {
  const inner = new GraphBuilder();
  const sum = inner.input('sum', ['B', 3]);
  const at = inner.input('at', ['B', 3]);
  const other = inner.input('other', ['B', 2]);
  const next = inner.add(inner.multiply(sum, inner.constant(0.5)), at);
  const body = inner.finish(
    'body',
    [
      { name: 'sum', value: next },
      { name: 'all', value: next },
      { name: 'same', value: other },
    ],
    [sum, at, other],
  );
  const attributes = { body, states: 1, sequences: 2, reverse, time: 'T' };
  return b.applyAll('scan', [y(b), x(b), y2(b)], attributes);
}

/** A tanh network: captured weights, a transposed one, a constant, states that start as zeros. */
function recurrence(b: GraphBuilder): readonly Value[] {
  const inner = new GraphBuilder();
  const [hidden, count] = [inner.input('h', ['B', 4]), inner.input('count', [])];
  const at = inner.input('x', ['B', 3]);
  const [w, r] = [inner.input('w', [3, 4]), inner.input('r', [4, 4])];
  const recurrent = inner.matmul(hidden, inner.transposeMatrix(r));
  const next = inner.unary('tanh', inner.add(inner.matmul(at, w), recurrent));
  const body = inner.finish(
    'step',
    [
      { name: 'h', value: next },
      { name: 'count', value: inner.add(count, inner.constant(1)) },
      { name: 'h_at', value: next },
      { name: 'row', value: w },
    ],
    [hidden, count, at, w, r],
  );
  const zeros = b.expand(b.constant(0), ['B', 4]);
  const inputs = [zeros, b.constant(0), x(b), weight(b), b.input('r', [4, 4])];
  const attributes = { body, states: 2, sequences: 1, reverse: false, time: 'T' };
  return b.applyAll('scan', inputs, attributes);
}

/** No sequence at all: the name of the time axis says how often to turn. */
function onlyCaptured(b: GraphBuilder): readonly Value[] {
  const inner = new GraphBuilder();
  const value = inner.input('v', ['B', 3]);
  const factor = inner.input('factor', [3]);
  const body = inner.finish(
    'body',
    [
      { name: 'v', value: inner.multiply(value, factor) },
      { name: 'out', value: inner.unary('tanh', value) },
    ],
    [value, factor],
  );
  const attributes = { body, states: 1, sequences: 0, reverse: false, time: 'T' };
  const outputs = b.applyAll('scan', [y(b), b.input('factor', [3])], attributes);
  return [...outputs, b.sumAll(x(b))];
}

/** A loop in a loop, whose inner body reads a value from two graphs further out. */
function loopInLoop(b: GraphBuilder): readonly Value[] {
  const innermost = new GraphBuilder();
  const total = innermost.input('total', []);
  const entry = innermost.input('entry', [3]);
  const gain = innermost.input('gain', [3]);
  const sum = innermost.add(total, innermost.sumAll(innermost.multiply(entry, gain)));
  const innerBody = innermost.finish(
    'inner',
    [{ name: 'total', value: sum }],
    [total, entry, gain],
  );
  const middle = new GraphBuilder();
  const carried = middle.input('carried', []);
  const row = middle.input('row', ['B', 3]);
  const factor = middle.input('factor', [3]);
  const [rowSum] = middle.applyAll('scan', [middle.constant(0), row, factor], {
    body: innerBody,
    states: 1,
    sequences: 1,
    reverse: true,
    time: 'B',
  }) as [Value];
  const body = middle.finish(
    'outer',
    [
      { name: 'carried', value: middle.add(carried, rowSum) },
      { name: 'rows', value: rowSum },
    ],
    [carried, row, factor],
  );
  const attributes = { body, states: 1, sequences: 1, reverse: false, time: 'T' };
  return b.applyAll('scan', [b.constant(0), x(b), b.input('factor', [3])], attributes);
}
