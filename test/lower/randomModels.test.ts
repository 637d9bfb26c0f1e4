import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../src/base/random.ts';
import { compileModel, lossGraph } from '../../src/compile/compileModel.ts';
import type { DataShape } from '../../src/data/dataShape.ts';
import { differentiate } from '../../src/grad/differentiate.ts';
import { evaluate } from '../../src/graph/evaluate.ts';
import type { Graph } from '../../src/graph/graph.ts';
import { splitLoops } from '../../src/graph/passes/splitLoops.ts';
import { verifyGraph } from '../../src/graph/verifyGraph.ts';
import type { LayerSpec } from '../../src/spec/spec.ts';
import { type ModelInputs, modelInputs } from '../compile/modelInputs.ts';
import { linear, recurrent, type SmallModel, smallModel } from '../compile/smallModel.ts';
import { runOnnx } from '../onnx/runOnnx.ts';
import { relativeError } from './cellCase.ts';

const share = fc.constantFrom(0, 0, 0.3);

/**
 * Cells with one state and many, with states that are as wide as the input, and with several products
 * one behind the other; all without a kink.
 */
const smoothCells = [
  'rnn',
  'lstm',
  'gru',
  'gru-reset-before',
  'peephole-lstm',
  'fgr',
  'mut1',
  'qrnn',
  'lnlstm',
  'minlstm',
  'cornn',
  'lem',
  'mogrifier',
];

const recurrentLayer = fc
  .record({
    cell: fc.constantFrom(...smoothCells),
    hidden: fc.constantFrom(2, 3),
    layers: fc.constantFrom(1, 1, 2),
    direction: fc.constantFrom('forward', 'reverse', 'both'),
    merge: fc.constantFrom('concat', 'sum'),
    dropout: share,
    recurrent_dropout: share,
    zoneout: share,
    residual: fc.boolean(),
    initial_state: fc.constantFrom('zero', 'learned'),
  })
  .map(({ cell, hidden, layers, ...options }) => recurrent(cell, hidden, layers, options));

// Smooth functions only: a step of a finite difference may not meet the kink of a relu.
const plainLayer: fc.Arbitrary<LayerSpec> = fc.oneof(
  fc.record({
    kind: fc.constant('linear' as const),
    size: fc.constantFrom(2, 3),
    activation: fc.constantFrom('none', 'tanh', 'softplus'),
    trainable: fc.constant(true),
    init: fc.constant({}),
  }),
  fc.constant<LayerSpec>({ kind: 'layer_norm', epsilon: 0.1, trainable: true, init: {} }),
  fc.constant<LayerSpec>({ kind: 'dropout', rate: 0.3 }),
  fc.constant<LayerSpec>({ kind: 'noise', deviation: 0.2 }),
);

const input: fc.Arbitrary<DataShape['input']> = fc.constantFrom(
  { kind: 'values', names: ['a', 'b'] },
  { kind: 'tokens', names: ['a', 'b', 'c'] },
);

const randomModel: fc.Arbitrary<SmallModel> = fc
  .record({
    layers: fc.array(fc.oneof(recurrentLayer, plainLayer), { minLength: 1, maxLength: 3 }),
    input,
    isEmbedded: fc.boolean(),
    kind: fc.constantFrom('values', 'classes', 'flags'),
    outputSteps: fc.constantFrom('last', 'every'),
    ragged: fc.boolean(),
  })
  .map(({ layers, isEmbedded, kind, ...rest }) => {
    const embedding: LayerSpec = { kind: 'embedding', size: 3, trainable: true, init: {} };
    const first = isEmbedded && rest.input.kind === 'tokens' ? [embedding] : [];
    return { ...rest, layers: [...first, ...layers, linear], output: { kind, names: ['p', 'q'] } };
  });

const sizes = fc.constantFrom(
  { T: 4, B: 3, lengths: [3, 4, 1] },
  { T: 3, B: 2, lengths: [3, 2] },
  { T: 1, B: 1, lengths: [1] },
);

// Random cases take seconds, several times as many where other tests keep the processor busy.
describe('lowerModel, lowerLoss and differentiate', { timeout: 60_000 }, () => {
  test('compute the gradient of any model, with its noise', () => {
    fc.assert(
      fc.property(randomModel, sizes, fc.nat(1000), (settings, batch, seed) => {
        const model = smallModel(settings);
        const graph = lossGraph(model, { training: true });
        expectSlope(graph, modelInputs(model, graph, batch, seed), seed);
      }),
      { numRuns: 60, seed: 1 },
    );
  });

  test('give a training step that ONNX Runtime computes as the evaluator does', async () => {
    await fc.assert(
      fc.asyncProperty(randomModel, sizes, fc.nat(1000), async (settings, batch, seed) => {
        const model = smallModel(settings);
        const { graph, bytes } = compileModel(model).trainingStep;
        verifyGraph(graph);
        const inputs = modelInputs(model, graph, batch, seed);
        const [results = {}] = await runOnnx(bytes, [inputs]);
        for (const [name, { data }] of Object.entries(evaluate(graph, inputs))) {
          // Float32 (6e-8) through four time steps, several layers and back.
          expect(relativeError(results[name]?.data ?? [], data), name).toBeLessThan(1e-4);
        }
      }),
      { numRuns: 25, seed: 2 },
    );
  });
});

/**
 * Checks the gradient by all parameters at once, along one random direction, against central
 * differences: with a step of 1e-5 they are right to about 1e-10 for values near 1.
 */
function expectSlope(graph: Graph, inputs: ModelInputs, seed: number): void {
  const random = createRandom(seed, 'direction');
  const parameters = inputs.parameters?.data ?? new Float64Array();
  const direction = parameters.map(() => random.normal());
  const lossAt = (by: number) => {
    const data = parameters.map((value, index) => value + by * (direction[index] ?? 0));
    const moved = { ...inputs, parameters: { shape: [data.length], data } };
    return evaluate(graph, moved).loss?.data[0] ?? Number.NaN;
  };
  const slope = (lossAt(1e-5) - lossAt(-1e-5)) / 2e-5;
  const withGradient = differentiate(graph, 'loss', ['parameters']);
  for (const variant of [withGradient, splitLoops(withGradient)]) {
    verifyGraph(variant);
    const gradient = evaluate(variant, inputs)['gradient.parameters']?.data ?? [];
    const products = Array.from(gradient, (value, index) => value * (direction[index] ?? 0));
    const scale = Math.max(1e-3, Math.hypot(...products));
    const sum = products.reduce((total, value) => total + value, 0);
    expect(Math.abs(sum - slope) / scale).toBeLessThan(1e-6);
  }
}
