import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../src/base/random.ts';
import { differentiate } from '../../src/grad/differentiate.ts';
import { evaluate, type Float64Tensor } from '../../src/graph/evaluate.ts';
import type { Graph, NodeOf } from '../../src/graph/graph.ts';
import { splitLoops } from '../../src/graph/passes/splitLoops.ts';
import { verifyGraph } from '../../src/graph/verifyGraph.ts';
import { makeCell } from '../cells/runCell.ts';
import { expectPlain } from './expectPlain.ts';

// Random cases take seconds, several times as many where other tests keep the processor busy.
describe('lowerCell, differentiate and splitLoops', { timeout: 60_000 }, () => {
  test('compute any cell and its gradient', () => {
    fc.assert(
      fc.property(randomEquations(), fc.nat(1000), (equations, seed) => {
        const cell = makeCell(equations, { size: { y: 'output' } });
        const sizes = { input: 3, hidden: 2, output: 4 };
        const { graph, inputs } = expectPlain(cell, seed, 1e-9, sizes);
        expectSlope(graph, inputs, seed);
      }),
      // Always the same cells: a step of a finite difference may not meet the kink of a relu.
      { numRuns: 50, seed: 1 },
    );
  });
});

/**
 * Checks the gradients by all inputs at once, along one random direction, against central
 * differences. What is added up says how large rounding may be.
 */
function expectSlope(graph: Graph, inputs: Record<string, Float64Tensor>, seed: number): void {
  const names = graph.inputs.map((input) => (input.node as NodeOf<'input'>).attributes.name);
  const random = createRandom(seed, 'direction');
  const directions = new Map(
    names.map((name) => [name, inputs[name]?.data.map(() => random.normal())]),
  );
  const lossAt = (by: number) => {
    const moved = names.map((name) => {
      const { shape, data } = inputs[name] as Float64Tensor;
      const direction = directions.get(name);
      return [name, { shape, data: data.map((v, i) => v + by * (direction?.[i] ?? 0)) }] as const;
    });
    return evaluate(graph, Object.fromEntries(moved)).loss?.data[0] as number;
  };
  const step = 1e-5;
  const expected = (lossAt(step) - lossAt(-step)) / (2 * step);
  const gradient = splitLoops(differentiate(splitLoops(graph), 'loss', names));
  verifyGraph(gradient);
  const results = evaluate(gradient, inputs);
  const terms = names.flatMap((name) =>
    Array.from(
      results[`gradient.${name}`]?.data ?? [Number.NaN],
      (value, i) => value * (directions.get(name)?.[i] ?? 0),
    ),
  );
  const slope = terms.reduce((sum, term) => sum + term, 0);
  const scale = Math.max(1, ...terms.map(Math.abs));
  expect(Math.abs(slope - expected) / scale, `${slope}, not ${expected}`).toBeLessThan(1e-6);
}

/** Equations of which each may read what is above it; the states are squashed, so they stay small. */
function randomEquations(): fc.Arbitrary<string> {
  return fc
    .tuple(
      formula([]),
      formula(['a']),
      formula(['a', 'g']),
      formula(['a', 'g', 'c']),
      formula(['a', 'g', 'c']),
      fc.constantFrom('tanh', 'sigmoid'),
    )
    .map(
      ([a, g, c, y, h, squash]) =>
        `a = ${a}\ng = ${g}\nc = ${squash}(${c})\ny = tanh(Y @ (${y}) + V @ x[t-1])\nh = tanh(${h} + P @ y)`,
    );
}

const functions = ['sigmoid', 'tanh', 'relu', 'softplus', 'abs'];

/** Kept away from what has no value or grows without bounds. */
const guarded = ['exp(tanh(%))', 'log(2 + tanh(%))', 'sqrt(2 + tanh(%))', '2 * (%)', '1 - (%)'];

/** A formula as wide as `hidden`, over `x`, both states, parameters and the values in `names`. */
function formula(names: readonly string[]): fc.Arbitrary<string> {
  const leaves = [
    'W_0 @ x',
    'W_1 @ x',
    'W_0 @ x[t-1]',
    'P @ y[t-1]',
    'R_0 @ h[t-1]',
    'R_1 @ h[t-1]',
    'R_0 @ c[t-1]',
  ];
  return fc.letrec<{ hidden: string; input: string }>((tie) => {
    const part = tie('hidden');
    const joined = (pattern: string) =>
      fc.tuple(part, part).map(([a, b]) => pattern.replace('%', a).replace('%', b));
    const inside = (...patterns: readonly string[]) =>
      fc.tuple(fc.constantFrom(...patterns), part).map(([pattern, a]) => pattern.replace('%', a));
    return {
      hidden: fc.oneof(
        { maxDepth: 3, depthSize: 'small' },
        fc.constantFrom(...leaves, 'b_0', 'b_1', 'h[t-1]', 'c[t-1]', ...names),
        joined('% + %'),
        joined('% + %'),
        joined('% - (%)'),
        joined('(%) * (%)'),
        joined('(%) / (1.5 + abs(%))'),
        joined('max(%, %)'),
        joined('min(%, %)'),
        joined('layer_norm(%, y[t-1], %)'),
        inside('-(%)', ...guarded, ...functions.map((name) => `${name}(%)`)),
        inside('R_0 @ (%)', 'R_2 @ (%)'),
        tie('input').map((wide) => `W_1 @ (${wide})`),
      ),
      input: fc.oneof(
        fc.constantFrom('x * u', 'x + tanh(S @ x)', 'x * x[t-1]', 'u'),
        inside('x * sigmoid(Q @ (%))', 'Q @ (%) + u'),
      ),
    };
  }).hidden;
}
