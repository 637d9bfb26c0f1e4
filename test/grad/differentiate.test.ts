import { describe, test } from 'vitest';
import { type BinaryKind, GraphBuilder, type UnaryKind } from '../../src/graph/builder.ts';
import type { Graph, OpKind, Value } from '../../src/graph/graph.ts';
import { checkGradients, randomInputs } from './finiteDifferences.ts';

/** The loss Σ w·y with fixed uneven weights, so that no derivative hides behind another. */
function lossGraph(make: (b: GraphBuilder) => Value): Graph {
  const b = new GraphBuilder();
  const y = make(b);
  const weights = b.unary('sigmoid', b.multiply(y, b.constant(0.7)));
  return b.finish('case', [{ name: 'loss', value: b.sumAll(b.multiply(y, weights)) }]);
}

const unaries: readonly [UnaryKind, number, number][] = [
  ['negate', -1, 1],
  ['sigmoid', -2, 2],
  ['tanh', -2, 2],
  ['relu', 0.1, 1],
  ['relu', -1, -0.1],
  ['exp', -1, 1],
  ['log', 0.5, 2],
  ['sqrt', 0.5, 2],
  ['softplus', -2, 2],
  ['abs', -1, -0.1],
];
const binaries: readonly BinaryKind[] = [
  'add',
  'subtract',
  'multiply',
  'divide',
  'maximum',
  'power',
];

/** One case per operator that is neither elementwise nor a loop. */
const others: Readonly<Partial<Record<OpKind, (b: GraphBuilder) => Value>>> = {
  matmul: (b) => b.matmul(b.input('x', ['T', 'B', 2]), b.input('w', [2, 3])),
  transpose: (b) => b.transpose(b.input('x', ['T', 2, 3]), [2, 0, 1]),
  reshape: (b) => b.reshape(b.input('x', ['T', 'B', 2]), ['T*B', 2]),
  expand: (b) => b.multiply(b.expand(b.input('x', [1, 2]), ['B', 2]), b.input('z', ['B', 2])),
  concat: (b) => b.concat([b.input('x', ['B', 2]), b.input('z', ['B', 3])], 1),
  split: (b) => {
    const [first, , third] = b.split(b.input('x', ['B', 6]), 1, [2, 1, 3]) as [Value, Value, Value];
    return b.concat([third, first, first], 1);
  },
  sum: (b) => b.sum(b.input('x', ['T', 'B', 2]), [0, 2]),
  previous: (b) => {
    const [initial, stack] = [b.input('initial', ['B', 2]), b.input('stack', ['T', 'B', 2])];
    const shifted = (reverse: boolean) => b.apply('previous', [initial, stack], { reverse });
    return b.subtract(shifted(false), b.multiply(shifted(true), b.constant(3)));
  },
  select: (b) => {
    const mask = b.apply('constant', [], { shape: [3, 1], values: [1, 0, 1] });
    const [x, z] = [b.input('x', ['T', 1, 2]), b.input('z', ['T', 3, 2])];
    return b.select(mask, b.multiply(x, x), z);
  },
  logSoftmax: (b) => b.unary('logSoftmax', b.input('x', ['T', 'B', 4])),
  gather: (b) => b.gather(b.input('table', [3, 2]), rowNumbers(b)),
  scatterAdd: (b) =>
    b.apply('scatterAdd', [rowNumbers(b), b.input('rows', [2, 3, 2])], { length: 4 }),
  size: (b) =>
    b.divide(b.input('x', ['T', 'B', 2]), b.apply('size', [], { dimensions: ['T', 'B'] })),
};

/** Numbers of rows, some more than once and one not at all. */
function rowNumbers(b: GraphBuilder): Value {
  return b.apply('constant', [], { shape: [2, 3], values: [0, 2, 2, 1, 0, 2] });
}

describe('differentiate', () => {
  test.each(unaries)(
    '%s has the derivative of finite differences between %d and %d',
    (kind, low, high) => {
      const graph = lossGraph((b) => b.unary(kind, b.input('x', ['B', 2])));
      checkGradients(graph, randomInputs(graph, 1, low, high));
    },
  );

  test.each(binaries)('%s has the derivatives of finite differences, broadcast too', (kind) => {
    for (const shape of [['B', 2], [2], [1, 2], []]) {
      const graph = lossGraph((b) => b.binary(kind, b.input('x', ['B', 2]), b.input('z', shape)));
      checkGradients(graph, randomInputs(graph, 2, 0.5, 2));
    }
  });

  test.each(Object.entries(others))('%s has the derivatives of finite differences', (_, make) => {
    const graph = lossGraph(make);
    checkGradients(graph, randomInputs(graph, 3));
  });

  test.each<[string, (b: GraphBuilder, x: Value) => Value]>([
    ['step', (b, x) => b.unary('step', x)],
    ['equal', (b, x) => b.binary('equal', x, b.constant(0.5))],
  ])('%s has the derivative 0', (_, make) => {
    const graph = lossGraph((b) =>
      b.multiply(make(b, b.input('x', ['B', 2])), b.input('z', ['B', 2])),
    );
    checkGradients(graph, randomInputs(graph, 4));
  });

  test.each([false, true])(
    'scan has the derivatives of finite differences, reverse %s',
    (reverse) => {
      const graph = lossGraph((b) => {
        const outputs = b.applyAll(
          'scan',
          [
            b.input('h0', ['B', 2]),
            b.input('c0', ['B', 2]),
            b.input('x', ['T', 'B', 3]),
            b.input('w', [3, 2]),
            b.input('r', [2, 2]),
            b.input('p', [2]),
          ],
          { body: twoStateBody(), states: 2, sequences: 1, reverse, time: 'T' },
        );
        const [h, c, stack, gate] = outputs as [Value, Value, Value, Value];
        return b.add(b.multiply(stack, gate), b.multiply(h, c));
      });
      checkGradients(graph, randomInputs(graph, 5));
    },
  );
});

/** A made-up cell with a product inside a product, a vector on a state, and an output that is no state. */
function twoStateBody(): Graph {
  const b = new GraphBuilder();
  const h = b.input('h', ['B', 2]);
  const c = b.input('c', ['B', 2]);
  const x = b.input('x', ['B', 3]);
  const w = b.input('w', [3, 2]);
  const r = b.input('r', [2, 2]);
  const p = b.input('p', [2]);
  const gate = b.unary('sigmoid', b.add(b.matmul(x, w), b.multiply(p, c)));
  const candidate = b.unary('tanh', b.matmul(b.multiply(gate, h), r));
  const nextC = b.subtract(b.multiply(gate, c), b.multiply(candidate, b.matmul(x, w)));
  const nextH = b.divide(b.unary('tanh', nextC), b.add(b.constant(1.5), gate));
  return b.finish(
    'body',
    [
      { name: 'h', value: nextH },
      { name: 'c', value: nextC },
      { name: 'stack', value: nextH },
      { name: 'gate', value: gate },
    ],
    [h, c, x, w, r, p],
  );
}
