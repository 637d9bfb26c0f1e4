import * as ort from 'onnxruntime-node';
import { describe, expect, test } from 'vitest';
import { present } from '../../src/base/invariant.ts';
import { cellGradientGraph, cellLossGraph } from '../../src/compile/cellLoss.ts';
import { evaluate } from '../../src/graph/evaluate.ts';
import { verifyGraph } from '../../src/graph/verifyGraph.ts';
import { lowerCell } from '../../src/lower/lowerCell.ts';
import { emitOnnx } from '../../src/onnx/emitOnnx.ts';
import { makeCell } from '../cells/runCell.ts';
import { caseInputs, caseResults, oracle, relativeError } from './cellCase.ts';
import { expectPlain } from './expectPlain.ts';
import { oracleCell, oracleCells } from './oracleCells.ts';

describe('lowerCell', () => {
  test('is held against every entry of the reference file', () => {
    const tested = new Set(oracleCells.map(({ entry }) => entry));
    expect([...tested].toSorted()).toEqual(Object.keys(oracle).toSorted());
  });

  test.each(oracleCells)(
    '$cell agrees with "$entry" of the reference in outputs and all gradients',
    async (oracleCase) => {
      const cell = oracleCell(oracleCase);
      const { I, H } = present(oracle[oracleCase.entry], oracleCase.entry);
      const inputs = caseInputs(cell, oracleCase);
      const expected = caseResults(cell, oracleCase);
      const forward = cellLossGraph(cell, { input: I, hidden: H, ...oracleCase.sizes });
      const byInputs = Object.keys(expected).flatMap((key) => key.split('gradient.')[1] ?? []);
      const graph = cellGradientGraph(forward, byInputs);
      verifyGraph(graph);

      // The evaluator computes in float64, so only the order of sums may differ.
      const reference = evaluate(graph, inputs);
      for (const [key, tensor] of Object.entries(expected)) {
        const { data } = reference[key] ?? { data: [] };
        expect(relativeError(data, tensor.data), `${key} of the evaluator`).toBeLessThan(1e-10);
      }
      // ONNX Runtime computes in float32 (2⁻²⁴ is 6e-8), over five steps.
      const session = await ort.InferenceSession.create(emitOnnx(graph), { logSeverityLevel: 3 });
      const feeds = Object.fromEntries(
        Object.entries(inputs).map(([key, { data, shape }]) => [
          key,
          new ort.Tensor('float32', Float32Array.from(data), shape),
        ]),
      );
      const results = await session.run(feeds);
      for (const [key, tensor] of Object.entries(expected)) {
        const data = results[key]?.data as Float32Array;
        expect(relativeError(data, tensor.data), `${key} of ONNX Runtime`).toBeLessThan(1e-5);
      }
    },
  );

  test.each([
    [
      'two matrices on one operand in one sum',
      'h = tanh(W @ x + U @ x + b + R @ h[t-1] + c - (V @ x + Q @ h[t-1]))',
    ],
    ['one matrix on two operands', 'g = U @ x + b\nh = tanh(U @ x + R @ h[t-1] + R @ g)'],
    [
      'gates of one group apart',
      'a = W_a @ x + R_a @ h[t-1]\nb = W_b @ x\nh = tanh(W_h @ x + R_h @ h[t-1] + a * b)',
    ],
    ['one bias in two sums', 'a = sigmoid(W @ x + b)\nh = a * tanh(U @ x + b) + 0.5 * h[t-1]'],
    [
      'one product in two sums with another between',
      'a = tanh(W @ x)\ng = sigmoid(U @ x)\nh = a * g + tanh(W @ x) * h[t-1]',
    ],
    [
      'a value named like a part of a sum',
      'bias = tanh(U @ x)\na = W_a @ x + b_a\nh = a * tanh(W_h @ x + R @ bias) + 0.5 * h[t-1]',
    ],
    ['a matrix on a parameter', 'h = tanh(W @ v + U @ sigmoid(u) + R @ h[t-1])'],
    [
      'products as wide as the input',
      'h = tanh(W @ (x * sigmoid(Q @ h[t-1] + q)) + V @ (Q @ h[t-1] + S @ x) + R @ h[t-1] + b)',
    ],
    ['a product inside a product', 'h = tanh(W @ x + R @ (s * (U @ h[t-1] + b)))'],
    [
      'an output that reads no state',
      'g = W @ x\nc = g + 0.5 * c[t-1]\nh = softplus(-g) / (1 + abs(c))',
    ],
    ['a bare bias', 'h = b + 0 * h[t-1]'],
    ['functions and numbers', 'h = log(2 + exp(-sqrt(1.5 + tanh(W @ x)))) - relu(R @ h[t-1])'],
    [
      'the input of the step before',
      'h = tanh(W @ x + V @ x[t-1] + R @ h[t-1]) + 0.1 * (U @ x[t-1])',
    ],
    [
      'the larger and the smaller',
      'h = max(W @ x, min(R @ h[t-1], 0.1)) - min(0.2 * b, max(b, -1))',
    ],
    [
      'normalised vectors',
      `a = W_a @ x
       h = tanh(layer_norm(a, W_b @ x) * g + layer_norm(W_b @ x, a)
         + layer_norm(R @ h[t-1]) + layer_norm(b, x, u))`,
    ],
  ])('%s is computed as the plain equations say', (_, equations) => {
    expectPlain(makeCell(equations), 1, 1e-12);
  });

  test('values of several sizes are computed as the plain equations say', () => {
    const equations = `
      seen = 2 * sigmoid(Q @ y[t-1]) * x
      g = tanh(W_g @ seen + R_g @ y[t-1] + b_g)
      c = 0.5 * c[t-1] + g + P @ seen[t-1]
      y = V @ (g * c) + a + 0.1 * y[t-1]`;
    const size = { seen: 'input', y: 'output' };
    const cell = makeCell(equations, { output: 'y', size });
    expectPlain(cell, 1, 1e-12, { input: 3, hidden: 4, output: 2 });
  });

  test('vectors that are normalised together share their mean and variance', () => {
    const cell = makeCell('a = W @ x\nc = R @ h[t-1]\nh = layer_norm(a, c) + layer_norm(c, a)');
    const { body } = lowerCell(cell, { input: 3, hidden: 4 }, { stacked: ['h'] });
    expect(body.nodes.filter((node) => node.kind === 'sqrt')).toHaveLength(1);
  });

  test('matrices on one operand are one product, in one sum too', () => {
    const cell = makeCell('g = V @ x\nh = tanh(W @ x + U @ x + g + R @ h[t-1])');
    const { body } = lowerCell(cell, { input: 3, hidden: 4 }, { stacked: ['h'] });
    const products = body.nodes.filter((node) => node.kind === 'matmul');
    expect(products.map((node) => node.outputs[0]?.shape)).toEqual([
      ['B', 12],
      ['B', 4],
    ]);
  });
});
