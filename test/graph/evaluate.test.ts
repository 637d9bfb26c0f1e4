import { describe, expect, test } from 'vitest';
import { GraphBuilder } from '../../src/graph/builder.ts';
import { evaluate, type Float64Tensor } from '../../src/graph/evaluate.ts';
import type { Graph, Value } from '../../src/graph/graph.ts';

const x: Float64Tensor = { shape: [2, 3], data: Float64Array.of(1, -2, 3, -4, 5, -6) };

function valuesOf(make: (b: GraphBuilder, x: Value) => Value) {
  const b = new GraphBuilder();
  const input = b.input('x', ['B', 3]);
  const graph = b.finish('f', [{ name: 'y', value: make(b, input) }], [input]);
  const { y } = evaluate(graph, { x });
  return { shape: [...(y?.shape ?? [])], values: [...(y?.data ?? [])] };
}

describe('evaluate', () => {
  test.each<[string, (b: GraphBuilder, x: Value) => Value, number[], number[]]>([
    ['negate', (b, v) => b.unary('negate', v), [2, 3], [-1, 2, -3, 4, -5, 6]],
    ['relu', (b, v) => b.unary('relu', v), [2, 3], [1, 0, 3, 0, 5, 0]],
    ['step', (b, v) => b.unary('step', v), [2, 3], [1, 0, 1, 0, 1, 0]],
    ['abs', (b, v) => b.unary('abs', v), [2, 3], [1, 2, 3, 4, 5, 6]],
    [
      'maximum, broadcast',
      (b, v) => b.binary('maximum', v, b.constant(0, [1, 3])),
      [2, 3],
      [1, 0, 3, 0, 5, 0],
    ],
    [
      'subtract a column',
      (b, v) => b.subtract(v, b.reshape(b.sum(v, [1]), ['B', 1])),
      [2, 3],
      [-1, -4, 1, 1, 10, -1],
    ],
    ['matmul', (b, v) => b.matmul(v, b.transposeMatrix(v)), [2, 2], [14, -32, -32, 77]],
    [
      'matmul, batched',
      (b, v) => b.matmul(b.reshape(v, ['B', 1, 3]), b.reshape(v, ['B', 3, 1])),
      [2, 1, 1],
      [14, 77],
    ],
    [
      'the sum over time of a product that one side repeats',
      (b, v) => {
        const one = b.reshape(b.sum(v, [0]), [1, 1, 3]);
        return b.sum(b.matmul(b.transposeMatrix(one), b.reshape(v, ['B', 1, 3])), [0]);
      },
      [3, 3],
      [9, -9, 9, -9, 9, -9, 9, -9, 9],
    ],
    ['transpose', (b, v) => b.transpose(v, [1, 0]), [3, 2], [1, -4, -2, 5, 3, -6]],
    [
      'expand',
      (b, v) => b.expand(b.reshape(b.sum(v, [1]), ['B', 1]), ['B', 2]),
      [2, 2],
      [2, 2, -5, -5],
    ],
    ['concat', (b, v) => b.concat([v, v], 1), [2, 6], [1, -2, 3, 1, -2, 3, -4, 5, -6, -4, 5, -6]],
    ['split', (b, v) => b.split(v, 1, [2, 1])[1] as Value, [2, 1], [3, -6]],
    ['sum', (b, v) => b.sum(v, [0]), [3], [-3, 3, -3]],
    ['size', (b) => b.apply('size', [], { dimensions: ['B'] }), [], [2]],
    [
      'previous',
      (b, v) => b.apply('previous', [b.constant(9, [3]), v], { reverse: false }),
      [2, 3],
      [9, 9, 9, 1, -2, 3],
    ],
    [
      'previous, reverse',
      (b, v) => b.apply('previous', [b.constant(9, [3]), v], { reverse: true }),
      [2, 3],
      [-4, 5, -6, 9, 9, 9],
    ],
  ])('%s', (_, make, shape, values) => {
    expect(valuesOf(make)).toEqual({ shape, values });
  });

  test.each([
    [false, [1, -2, 3, -3, 3, -3]],
    [true, [-3, 3, -3, -4, 5, -6]],
  ])('scan runs over time, reverse %s', (reverse, stack) => {
    const result = valuesOf((b, v) => {
      const [, sums] = b.applyAll('scan', [b.constant(0, [3]), v], {
        body: runningSum(),
        states: 1,
        sequences: 1,
        reverse,
        time: 'B',
      });
      return sums as Value;
    });
    expect(result).toEqual({ shape: [2, 3], values: stack });
  });

  test('a loop over no steps gives its initial states and empty stacks', () => {
    const b = new GraphBuilder();
    const input = b.input('x', ['T', 3]);
    const outputs = b.applyAll('scan', [b.constant(7, [3]), input], {
      body: runningSum(),
      states: 1,
      sequences: 1,
      reverse: false,
      time: 'T',
    });
    const names = ['last', 'stack'];
    const graph = b.finish(
      'f',
      outputs.map((value, index) => ({ name: names[index] ?? '', value })),
    );
    const result = evaluate(graph, { x: { shape: [0, 3], data: new Float64Array() } });
    expect([...(result.last?.data ?? [])]).toEqual([7, 7, 7]);
    expect(result.stack?.shape).toEqual([0, 3]);
  });
});

function runningSum(): Graph {
  const b = new GraphBuilder();
  const state = b.input('state', [3]);
  const value = b.input('value', [3]);
  const sum = b.add(state, value);
  return b.finish(
    'sum',
    [
      { name: 'next', value: sum },
      { name: 'stack', value: sum },
    ],
    [state, value],
  );
}
