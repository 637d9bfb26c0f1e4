import * as ort from 'onnxruntime-node';
import { describe, expect, test } from 'vitest';
import { compileModel, evaluationGraph } from '../../src/compile/compileModel.ts';
import { evaluate, type Float64Tensor } from '../../src/graph/evaluate.ts';
import type { NodeOf } from '../../src/graph/graph.ts';
import { verifyGraph } from '../../src/graph/verifyGraph.ts';
import { emitOnnx } from '../../src/onnx/emitOnnx.ts';
import { printOnnx } from '../../src/onnx/printOnnx.ts';
import { defaultOptimizers } from '../../src/spec/declarations/optimizerType.ts';
import type { ClipSpec, OptimizerSpec } from '../../src/spec/spec.ts';
import { relativeError } from '../lower/cellCase.ts';
import { modelInputs } from './modelInputs.ts';
import { linear, linearOf, recurrent, type SmallModel, smallModel } from './smallModel.ts';

const { adam, adamw, sgd, rmsprop } = defaultOptimizers;
const momentum: OptimizerSpec = { ...sgd, rate: 0.1, momentum: 0.9 };
const plainClip: ClipSpec = { norm: 0.01, value: undefined, per: 'all' };

const cases: readonly [string, SmallModel][] = [
  ['lstm with SGD', { layers: [recurrent('lstm'), linear] }],
  [
    'two layers of lstm with Adam',
    { layers: [recurrent('lstm', 4, 2), linear], train: { optimizer: adam } },
  ],
  [
    'gru with momentum, clipped',
    { layers: [recurrent('gru'), linear], train: { optimizer: momentum, clip: plainClip } },
  ],
  [
    'lstm with AdamW, clipped by value and per gate',
    {
      layers: [recurrent('lstm', 4, 2), linear],
      train: { optimizer: adamw, clip: { norm: 0.001, value: 0.02, per: 'gate' } },
    },
  ],
  [
    'lstm with RMSprop of all sorts, clipped per layer',
    {
      layers: [recurrent('lstm'), linear],
      train: {
        optimizer: {
          ...rmsprop,
          centered: true,
          momentum: 0.5,
          decay: { ...sgd.decay, bias: 0.1 },
        },
        clip: { norm: 0.001, value: undefined, per: 'layer' },
      },
    },
  ],
  [
    'peephole-lstm, an output at every step',
    { layers: [recurrent('peephole-lstm'), linear], outputSteps: 'every' },
  ],
  [
    'different cells in different layers',
    {
      layers: [recurrent('rnn', 3), recurrent('gru', 4), linearOf(5), linear],
    },
  ],
  [
    'linear before recurrent',
    {
      layers: [linearOf(3), recurrent('lstm'), linear],
      outputSteps: 'every',
    },
  ],
  [
    'sequences of unequal length, after the last step',
    { layers: [recurrent('lstm'), recurrent('gru', 3), linear], ragged: true },
  ],
  [
    'sequences of unequal length, tokens and classes at every step',
    {
      layers: [recurrent('gru'), linear],
      input: { kind: 'tokens', names: ['a', 'b', 'c'] },
      output: { kind: 'classes', names: ['yes', 'no', 'other'] },
      outputSteps: 'every',
      ragged: true,
    },
  ],
  ['flags', { layers: [recurrent('rnn'), linear], output: { kind: 'flags', names: ['p', 'q'] } }],
];

const sizes = { T: 5, B: 3, lengths: [2, 5, 4] };

describe('compileModel', () => {
  test.each(cases)(
    "%s: a training step in ONNX Runtime is the evaluator's",
    async (_, settings) => {
      const model = smallModel(settings);
      const { trainingStep } = compileModel(model, 1, { carry: true });
      const graph = evaluationGraph(model, { carry: true });
      for (const program of [trainingStep, { graph, bytes: emitOnnx(graph) }]) {
        verifyGraph(program.graph);
        const inputs = modelInputs(model, program.graph, sizes);
        const reference = evaluate(program.graph, inputs);
        const results = await runOnnx(program.bytes, inputs);
        for (const [name, { data }] of Object.entries(reference)) {
          // Float32 (6e-8) through five time steps and an update.
          expect(relativeError(results[name] ?? [], data), name).toBeLessThan(1e-4);
        }
      }
    },
  );

  test('the same model gives the same bytes', () => {
    const [, settings] = cases[1] as [string, SmallModel];
    const first = compileModel(smallModel(settings));
    const second = compileModel(smallModel(settings));
    expect(Buffer.from(first.trainingStep.bytes).equals(second.trainingStep.bytes)).toBe(true);
  });

  test('the loops of a trained LSTM hold one matrix product each', () => {
    const { trainingStep } = compileModel(
      smallModel({ layers: [recurrent('lstm', 4, 2), linear] }),
    );
    const loops = trainingStep.graph.nodes.filter((node) => node.kind === 'scan');
    const products = loops.map(
      (loop) => loop.attributes.body.nodes.filter((node) => node.kind === 'matmul').length,
    );
    expect(products).toEqual([1, 1, 1, 1]);
  });

  test('the loops of a training step give out only what is read', () => {
    const { trainingStep } = compileModel(smallModel({ layers: [recurrent('lstm'), linear] }));
    const { nodes } = trainingStep.graph;
    const read = new Set(nodes.flatMap((node) => node.inputs));
    const stacks = nodes.flatMap((node) =>
      node.kind === 'scan' ? node.outputs.slice(node.attributes.states) : [],
    );
    expect(stacks.length).toBeGreaterThan(0);
    expect(stacks.filter((stack) => !read.has(stack))).toEqual([]);
  });

  test('masks and noise cost little in a loop', () => {
    const layers = [recurrent('lstm', 4, 1, { zoneout: 0.1, recurrent_dropout: 0.1 }), linear];
    const { bytes, graph } = compileModel(smallModel({ layers, ragged: true })).trainingStep;
    const loops = graph.nodes.filter((node) => node.kind === 'scan');
    const bodies = loops.map((loop) => loop.attributes.body.nodes.map((node) => node.kind));
    const kinds = bodies.find((body) => body.includes('tanh')) ?? [];
    // One choice for each state, and the one mask of the state that a product reads.
    expect(kinds.filter((kind) => kind === 'select')).toHaveLength(2);
    expect(kinds.filter((kind) => kind === 'multiply')).toHaveLength(3 + 1);
    // Masks are booleans before the loops begin: that of the input, and that of the states.
    const inLoops = printOnnx(bytes)
      .split('\n')
      .filter((line) => line.startsWith('       '));
    expect(inLoops.filter((line) => line.includes('Where('))).toHaveLength(1 + 2);
    expect(inLoops.filter((line) => line.includes('Cast('))).toEqual([]);
  });

  test('the gradient loop of an LSTM holds no more than it must', () => {
    const { trainingStep } = compileModel(smallModel({ layers: [recurrent('lstm'), linear] }));
    const backward = trainingStep.graph.nodes.findLast((node) => node.kind === 'scan');
    const kinds = (backward as NodeOf<'scan'>).attributes.body.nodes
      .map((node) => node.kind)
      .filter((kind) => kind !== 'input');
    expect(kinds.sort()).toEqual(['add', 'concat', 'matmul', 'multiply', 'multiply', 'multiply']);
  });
});

async function runOnnx(bytes: Uint8Array, inputs: Record<string, Float64Tensor>) {
  const session = await ort.InferenceSession.create(bytes, { logSeverityLevel: 3 });
  const feeds = Object.fromEntries(
    Object.entries(inputs).map(([name, { data, shape }]) => [
      name,
      new ort.Tensor('float32', Float32Array.from(data), shape),
    ]),
  );
  const results = await session.run(feeds);
  await session.release();
  return Object.fromEntries(
    Object.entries(results).map(([name, { data }]) => [name, data as Float32Array]),
  );
}
