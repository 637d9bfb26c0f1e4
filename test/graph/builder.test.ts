import { describe, expect, test } from 'vitest';
import { GraphBuilder } from '../../src/graph/builder.ts';
import type { Value } from '../../src/graph/graph.ts';
import { printGraph } from '../../src/graph/printGraph.ts';
import { verifyGraph } from '../../src/graph/verifyGraph.ts';

/** The graph that a formula becomes, without its frame. */
function printed(make: (b: GraphBuilder, x: Value, y: Value) => Value): string {
  const b = new GraphBuilder();
  const x = b.input('x', ['T', 'B', 4]);
  const y = b.input('y', ['T', 'B', 4]);
  const text = printGraph(b.finish('f', [{ name: 'result', value: make(b, x, y) }], [x, y]));
  return text
    .split('\n')
    .slice(1, -2)
    .map((line) => line.trim())
    .join('; ');
}

describe('GraphBuilder', () => {
  test.each<[string, (b: GraphBuilder, x: Value, y: Value) => Value, string]>([
    ['x + 0 is x', (b, x) => b.add(x, b.constant(0)), 'return result = x'],
    ['1 * x is x', (b, x) => b.multiply(b.constant(1), x), 'return result = x'],
    ['--x is x', (b, x) => b.unary('negate', b.unary('negate', x)), 'return result = x'],
    [
      'transposing twice is nothing',
      (b, x) => b.transposeMatrix(b.transposeMatrix(x)),
      'return result = x',
    ],
    [
      'reshaping twice is reshaping once',
      (b, x) => b.reshape(b.reshape(x, ['T*B', 4]), ['T', 'B', 2, 2]),
      '%0 [T, B, 2, 2] = reshape(x, [T, B, 2, 2]); return result = %0',
    ],
    [
      'joining what was split is what it was',
      (b, x) => b.concat(b.split(x, 2, [1, 3]), 2),
      'return result = x',
    ],
    [
      'cutting between joined pieces gives the pieces',
      (b, x, y) => b.split(b.concat([x, y, x], 2), 2, [8, 4])[0] as Value,
      '%0 [T, B, 8] = concat(x, y, axis 2); return result = %0',
    ],
    [
      'cutting through a joined piece is kept',
      (b, x, y) => b.split(b.concat([x, y], 2), 2, [3, 5])[0] as Value,
      '%0 [T, B, 8] = concat(x, y, axis 2); %1 [T, B, 3], %2 [T, B, 5] = split(%0, axis 2, sizes 3 5); return result = %1',
    ],
    [
      'x + zeros of its shape is x',
      (b, x) => b.add(x, b.zeros(['T', 'B', 4])),
      'return result = x',
    ],
    [
      'numbers are computed',
      (b) => b.add(b.constant(2), b.multiply(b.constant(3), b.constant(4))),
      '%0 [] = constant(14); return result = %0',
    ],
    [
      'the same operation is made once',
      (b, x, y) => b.multiply(b.add(x, y), b.add(x, y)),
      '%0 [T, B, 4] = add(x, y); %1 [T, B, 4] = multiply(%0, %0); return result = %1',
    ],
    [
      'numbers that JSON does not tell apart stay apart',
      (b) =>
        b.concat(
          [Infinity, -Infinity, NaN, 0, -0].map((value) => b.constant(value, [1])),
          0,
        ),
      '%0 [1] = constant([1], Infinity); %1 [1] = constant([1], -Infinity); %2 [1] = constant([1], NaN); %3 [1] = constant([1], 0); %4 [1] = constant([1], 0); %5 [5] = concat(%0, %1, %2, %3, %4, axis 0); return result = %5',
    ],
    [
      'a sum of a sum is one sum',
      (b, x) => b.sum(b.sum(x, [1]), [0]),
      '%0 [4] = sum(x, axes 0 1); return result = %0',
    ],
    [
      'a sum of products over time is one product',
      (b, x, y) => b.sum(b.matmul(b.transposeMatrix(x), y), [0]),
      '%0 [T*B, 4] = reshape(x, [T*B, 4]); %1 [4, T*B] = transpose(%0, permutation 1 0); %2 [T*B, 4] = reshape(y, [T*B, 4]); %3 [4, 4] = matmul(%1, %2); return result = %3',
    ],
    [
      '0 in a larger shape is kept',
      (b, _, y) => b.add(b.sum(y, [0]), b.expand(b.constant(0), ['T', 'B', 4])),
      '%0 [B, 4] = sum(y, axes 0); %1 [] = constant(0); %2 [T, B, 4] = expand(%1, [T, B, 4]); %3 [T, B, 4] = add(%0, %2); return result = %3',
    ],
  ])('%s', (_, make, expected) => {
    expect(printed(make)).toBe(expected);
  });

  test.each<[string, (b: GraphBuilder, x: Value) => Value, RegExp]>([
    ['adding what does not broadcast', (b, x) => b.add(x, b.input('z', [3])), /do not broadcast/],
    [
      'multiplying matrices that do not fit',
      (b, x) => b.matmul(x, b.input('z', [3, 2])),
      /do not fit/,
    ],
    ['a reshape to another size', (b, x) => b.reshape(x, ['T', 4]), /cannot become/],
    ['a split that leaves a rest', (b, x) => b.split(x, 2, [1, 2])[0] as Value, /fill the axis/],
    ['a sum over an axis that is not there', (b, x) => b.sum(x, [3]), /exist/],
  ])('%s is refused', (_, make, message) => {
    expect(() => printed(make)).toThrow(message);
  });

  test('two inputs are two, even of one name: which verifyGraph refuses', () => {
    const b = new GraphBuilder();
    const graph = b.finish('f', [
      { name: 'y', value: b.add(b.input('x', ['B']), b.input('x', ['B'])) },
    ]);
    expect(graph.inputs).toHaveLength(2);
    expect(() => verifyGraph(graph)).toThrow(/two inputs named "x"/);
  });

  test('finish leaves out what no output needs', () => {
    const b = new GraphBuilder();
    const x = b.input('x', ['B']);
    b.unary('exp', x);
    const graph = b.finish('f', [{ name: 'y', value: b.unary('tanh', x) }]);
    expect(graph.nodes.map((node) => node.kind)).toEqual(['input', 'tanh']);
  });
});
