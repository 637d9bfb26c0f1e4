import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GraphBuilder } from '../../src/graph/builder.ts';
import { evaluate } from '../../src/graph/evaluate.ts';
import type { Graph, NodeOf, Value } from '../../src/graph/graph.ts';
import { splitLoops } from '../../src/graph/passes/splitLoops.ts';
import { verifyGraph } from '../../src/graph/verifyGraph.ts';
import { relativeError } from '../lower/cellCase.ts';

type MakeBody = (
  b: GraphBuilder,
  values: Record<'h' | 'c' | 'x' | 'w' | 'p', Value>,
) => {
  next: readonly [Value, Value];
  stacks: readonly Value[];
};

/** A loop over `x [T, B, 2]` with states h and c, a matrix w and a vector p. */
function loopGraph(makeBody: MakeBody, used: readonly string[], reverse = false): Graph {
  const inner = new GraphBuilder();
  const h = inner.input('h', ['B', 2]);
  const c = inner.input('c', ['B', 2]);
  const x = inner.input('x', ['B', 2]);
  const w = inner.input('w', [2, 2]);
  const p = inner.input('p', [2]);
  const { next, stacks } = makeBody(inner, { h, c, x, w, p });
  const names = ['h', 'c', ...stacks.map((_, index) => `stack${index}`)];
  const body = inner.finish(
    'body',
    [...next, ...stacks].map((value, index) => ({ name: names[index] as string, value })),
    [h, c, x, w, p],
  );
  const b = new GraphBuilder();
  const inputs = [
    b.input('h', ['B', 2]),
    b.input('c', ['B', 2]),
    b.input('x', ['T', 'B', 2]),
    b.input('w', [2, 2]),
    b.input('p', [2]),
  ];
  const outputs = b.applyAll('scan', inputs, { body, states: 2, sequences: 1, reverse, time: 'T' });
  return b.finish(
    'loop',
    names
      .map((name, index) => ({ name, value: outputs[index] as Value }))
      .filter(({ name }) => used.includes(name)),
    inputs,
  );
}

const wave = (length: number, phase: number) =>
  Float64Array.from({ length }, (_, i) => Math.sin(1.3 * i + phase));
const inputs = {
  h: { shape: [3, 2], data: wave(6, 1) },
  c: { shape: [3, 2], data: wave(6, 2) },
  x: { shape: [4, 3, 2], data: wave(24, 3) },
  w: { shape: [2, 2], data: wave(4, 4) },
  p: { shape: [2], data: wave(2, 5) },
};

/** So many sequences that every loop here counts as wide. */
const wideBatch = 100_000;

function expectSame(graph: Graph, batch = 1): Graph {
  const split = splitLoops(graph, batch);
  verifyGraph(split);
  const before = evaluate(graph, inputs);
  const after = evaluate(split, inputs);
  for (const [name, { data, shape }] of Object.entries(before)) {
    expect(after[name]?.shape, name).toEqual(shape);
    // Only the order of sums and products may differ.
    expect(relativeError(after[name]?.data ?? [], data), name).toBeLessThan(1e-12);
  }
  return split;
}

function insideLoops(graph: Graph): string[] {
  return graph.nodes
    .filter((node): node is NodeOf<'scan'> => node.kind === 'scan')
    .flatMap((node) => node.attributes.body.nodes.map((inner) => inner.kind))
    .filter((kind) => kind !== 'input');
}

describe('splitLoops', () => {
  const recurrence: MakeBody = (b, { h, c, x, w, p }) => {
    const nextH = b.unary('tanh', b.add(b.add(b.matmul(x, w), h), p));
    const after = b.multiply(b.unary('exp', nextH), h);
    return { next: [nextH, c], stacks: [after, b.multiply(x, p), nextH] };
  };

  test.each([false, true])(
    'keeps in the loop only what goes from state to state, reverse %s',
    (reverse) => {
      const split = expectSame(loopGraph(recurrence, ['h', 'stack0', 'stack1', 'stack2'], reverse));
      expect(insideLoops(split)).toEqual(['add', 'tanh']);
    },
  );

  test('drops states and stacks that nobody uses', () => {
    const split = expectSame(loopGraph(recurrence, ['stack1']));
    expect(split.nodes.some((node) => node.kind === 'scan')).toBe(false);
  });

  test('a state that another state needs stays', () => {
    const swap: MakeBody = (_, { h, c }) => ({ next: [c, h], stacks: [c] });
    expectSame(loopGraph(swap, ['h', 'stack0']));
  });

  test('what does not depend on a state is multiplied first', () => {
    const chain: MakeBody = (b, { h, c, x, p }) => {
      const product = b.multiply(b.multiply(b.unary('negate', h), x), b.multiply(p, x));
      return { next: [product, c], stacks: [] };
    };
    expect(insideLoops(expectSame(loopGraph(chain, ['h'])))).toEqual(['negate', 'multiply']);
  });

  test('only products leave a loop with large states', () => {
    const scaled: MakeBody = (b, { h, c, x, w, p }) => {
      const fromInput = b.add(b.matmul(x, w), p);
      const nextH = b.unary('tanh', b.multiply(b.add(fromInput, h), b.unary('sigmoid', x)));
      return { next: [nextH, c], stacks: [h] };
    };
    const graph = loopGraph(scaled, ['h', 'stack0']);
    const inside = insideLoops(expectSame(graph, wideBatch));
    expect(inside.toSorted()).toEqual(['add', 'add', 'multiply', 'sigmoid', 'tanh']);
    expect(insideLoops(expectSame(graph)).toSorted()).toEqual(['add', 'multiply', 'tanh']);
  });

  test.each([1, wideBatch])('any body gives the same values, for a batch of %s', (batch) => {
    const operations = fc.array(fc.tuple(fc.nat(9), fc.nat(30), fc.nat(30)), {
      minLength: 3,
      maxLength: 14,
    });
    fc.assert(
      fc.property(
        operations,
        fc.nat(30),
        fc.nat(30),
        fc.boolean(),
        fc.subarray(['h', 'c', 'stack0', 'stack1'], { minLength: 1 }),
        (list, first, second, reverse, used) => {
          expectSame(
            loopGraph((b, values) => randomBody(b, values, list, first, second), used, reverse),
            batch,
          );
        },
      ),
      { numRuns: 150 },
    );
  });
});

/** A body of any operations on what is there so far; squashed, so that numbers stay small. */
function randomBody(
  b: GraphBuilder,
  { h, c, x, w, p }: Parameters<MakeBody>[1],
  operations: readonly (readonly [number, number, number])[],
  first: number,
  second: number,
): ReturnType<MakeBody> {
  const values = [h, c, x, b.expand(p, ['B', 2])];
  const pick = (index: number) => values[index % values.length] as Value;
  for (const [kind, left, right] of operations) {
    const [a, z] = [pick(left), pick(right)];
    const makers = [
      () => b.add(a, z),
      () => b.multiply(a, z),
      () => b.subtract(a, z),
      () => b.unary('negate', a),
      () => b.unary('tanh', a),
      () => b.unary('sigmoid', a),
      () => b.matmul(a, w),
      () => b.multiply(a, p),
      () => b.split(b.concat([a, z], 1), 1, [1, 2, 1])[1] as Value,
      () => b.add(a, b.reshape(b.sum(z, [1]), ['B', 1])),
    ];
    values.push((makers[kind] as () => Value)());
  }
  const squash = (value: Value) => b.unary('tanh', value);
  return {
    next: [squash(pick(first)), squash(pick(second))],
    stacks: [pick(values.length - 1), pick(values.length - 2)],
  };
}
