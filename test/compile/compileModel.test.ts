import * as ort from 'onnxruntime-node';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../src/base/random.ts';
import { compileModel, compileProbe } from '../../src/compile/compileModel.ts';
import { evaluate, type Float64Tensor } from '../../src/graph/evaluate.ts';
import type { Graph, NodeOf } from '../../src/graph/graph.ts';
import { verifyGraph } from '../../src/graph/verifyGraph.ts';
import type { OptimizerSpec } from '../../src/spec/spec.ts';
import { relativeError } from '../lower/cellCase.ts';
import { linear, recurrent, type SmallModel, smallModel } from './smallModel.ts';

const adam: OptimizerSpec = { kind: 'adam', rate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
const momentum: OptimizerSpec = { kind: 'sgd', rate: 0.1, momentum: 0.9 };

const cases: readonly [string, SmallModel][] = [
  ['lstm with SGD', { layers: [recurrent('lstm'), linear] }],
  [
    'two layers of lstm with Adam',
    { layers: [recurrent('lstm', 4, 2), linear], train: { optimizer: adam } },
  ],
  [
    'gru with momentum, clipped',
    { layers: [recurrent('gru'), linear], train: { optimizer: momentum, clip: { norm: 0.01 } } },
  ],
  [
    'peephole-lstm, an output at every step',
    { layers: [recurrent('peephole-lstm'), linear], outputSteps: 'every' },
  ],
  [
    'different cells in different layers',
    {
      layers: [
        recurrent('rnn', 3),
        recurrent('gru', 4),
        { kind: 'linear', size: 5, init: {} },
        linear,
      ],
    },
  ],
  [
    'linear before recurrent',
    {
      layers: [{ kind: 'linear', size: 3, init: {} }, recurrent('lstm'), linear],
      outputSteps: 'every',
    },
  ],
];

describe('compileModel', () => {
  test.each(cases)(
    "%s: a training step in ONNX Runtime is the evaluator's",
    async (_, settings) => {
      const { trainingStep, prediction } = compileModel(smallModel(settings));
      for (const program of [trainingStep, prediction]) {
        verifyGraph(program.graph);
        const inputs = randomInputs(program.graph);
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

  test('the gradient loop of an LSTM holds no more than it must', () => {
    const { trainingStep } = compileModel(smallModel({ layers: [recurrent('lstm'), linear] }));
    const backward = trainingStep.graph.nodes.findLast((node) => node.kind === 'scan');
    const kinds = (backward as NodeOf<'scan'>).attributes.body.nodes
      .map((node) => node.kind)
      .filter((kind) => kind !== 'input');
    expect(kinds.sort()).toEqual(['add', 'concat', 'matmul', 'multiply', 'multiply', 'multiply']);
  });
});

describe('compileModel, optimisers', () => {
  /** The rules of the papers, written down once more, on plain numbers. */
  const rules: readonly [
    string,
    OptimizerSpec,
    (g: number[], state: number[][], t: number) => number[],
  ][] = [
    ['SGD', { kind: 'sgd', rate: 0.1, momentum: 0 }, (g) => g.map((value) => -0.1 * value)],
    [
      'SGD with momentum',
      momentum,
      (g, state) => {
        state[0] = g.map((value, i) => 0.9 * (state[0]?.[i] ?? 0) + value);
        return state[0].map((value) => -0.1 * value);
      },
    ],
    [
      'Adam',
      adam,
      (g, state, t) => {
        const m = g.map((value, i) => 0.9 * (state[0]?.[i] ?? 0) + 0.1 * value);
        const v = g.map((value, i) => 0.999 * (state[1]?.[i] ?? 0) + 0.001 * value ** 2);
        state.splice(0, 2, m, v);
        return m.map((value, i) => {
          const [mHat, vHat] = [value / (1 - 0.9 ** t), (v[i] as number) / (1 - 0.999 ** t)];
          return (-0.01 * mHat) / (Math.sqrt(vHat) + 1e-8);
        });
      },
    ],
  ];

  test.each(rules)('%s with clipping follows its rule for ten steps', (_, optimizer, rule) => {
    const clip = { norm: 0.05 };
    const model = smallModel({ layers: [recurrent('lstm'), linear], train: { optimizer, clip } });
    const { trainingStep, slots } = compileModel(model);
    const { graph: probe } = compileProbe(model);
    const given = randomInputs(trainingStep.graph);
    const state: number[][] = [];
    let parameters = given.parameters as Float64Tensor;
    let kept = Object.fromEntries(slots.map((slot) => [slot, zeros(parameters)]));
    for (let t = 1; t <= 10; t++) {
      const { x, y } = given as Record<'x' | 'y', Float64Tensor>;
      const gradient = evaluate(probe, { parameters, x, y }).gradient as Float64Tensor;
      const norm = Math.hypot(...gradient.data);
      const factor = Math.min(1, clip.norm / norm);
      const update = rule(
        Array.from(gradient.data, (value) => value * factor),
        state,
        t,
      );
      const expected = parameters.data.map((value, i) => value + (update[i] as number));
      const scalars = { rate: scalar(optimizer.rate), step: scalar(t) };
      const results = evaluate(trainingStep.graph, { ...kept, ...scalars, parameters, x, y });
      expect(results.gradient_norm?.data[0]).toBeCloseTo(norm, 10);
      expect(relativeError(results['next.parameters']?.data ?? [], expected)).toBeLessThan(1e-12);
      parameters = results['next.parameters'] as Float64Tensor;
      kept = Object.fromEntries(
        slots.map((slot) => [slot, results[`next.${slot}`] as Float64Tensor]),
      );
    }
  });
});

/** Random inputs with T = 5 and B = 3; the optimiser's vectors are small and not negative. */
function randomInputs(graph: Graph): Record<string, Float64Tensor> {
  const random = createRandom(7, 'inputs');
  const lengths: Record<string, number> = { T: 5, B: 3 };
  return Object.fromEntries(
    graph.inputs.map((input) => {
      const { name, shape } = (input.node as NodeOf<'input'>).attributes;
      if (name === 'rate' || name === 'step') {
        return [name, scalar(name === 'rate' ? 0.05 : 3)];
      }
      const dimensions = shape.map((d) => (typeof d === 'number' ? d : (lengths[d] as number)));
      const size = dimensions.reduce((product, length) => product * length, 1);
      const isSlot = ['mean', 'variance', 'momentum'].includes(name);
      const draw = () => (isSlot ? 0.01 * random.uniform() : random.normal() * 0.5);
      return [name, { shape: dimensions, data: Float64Array.from({ length: size }, draw) }];
    }),
  );
}

function scalar(value: number): Float64Tensor {
  return { shape: [], data: Float64Array.of(value) };
}

function zeros(like: Float64Tensor): Float64Tensor {
  return { shape: like.shape, data: new Float64Array(like.data.length) };
}

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
