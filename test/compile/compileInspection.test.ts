import { describe, expect, test } from 'vitest';
import { present } from '../../src/base/invariant.ts';
import { compileGradientFlow, compileTrace } from '../../src/compile/compileInspection.ts';
import { evaluationGraph, lossGraph } from '../../src/compile/compileModel.ts';
import { evaluate, type Float64Tensor } from '../../src/graph/evaluate.ts';
import type { Graph, NodeOf } from '../../src/graph/graph.ts';
import { cellLibrary } from '../../src/resolve/cellLibrary.ts';
import { createOnnxRuntime } from '../../src/runtime/onnxRuntime.ts';
import { toTensor } from '../lower/cellCase.ts';
import { flatParameters, readTorch, type StateDict } from '../lower/pytorchCase.ts';
import { type ModelInputs, modelInputs } from './modelInputs.ts';
import { linear, recurrent, type SmallModel, smallModel } from './smallModel.ts';

const sizes = { T: 5, B: 3, lengths: [5, 2, 4] };

const models: readonly [string, SmallModel][] = [
  ['an LSTM', { layers: [recurrent('lstm'), linear] }],
  ['a GRU, an output at every step', { layers: [recurrent('gru'), linear], outputSteps: 'every' }],
  ['padding', { layers: [recurrent('peephole-lstm', 3, 2), linear], ragged: true }],
  [
    'both directions of tokens',
    {
      layers: [recurrent('lstm', 3, 1, { direction: 'both' }), recurrent('mut1', 3), linear],
      input: { kind: 'tokens', names: ['a', 'b', 'c'] },
      ragged: true,
      outputSteps: 'every',
    },
  ],
];

describe('compileTrace', () => {
  test.each([...cellLibrary().keys()])(
    '%s: ONNX Runtime records what the evaluator computes, and the prediction is the usual one',
    async (cell) => {
      const options = cell === 'jordan' ? { output: 2 } : {};
      const model = smallModel({ layers: [recurrent(cell, 4, 1, { options }), linear] });
      const { graph, bytes } = compileTrace(model);
      const inputs = modelInputs(model, graph, { T: 5, B: 2 });
      const expected = evaluate(graph, inputs);
      const session = await createOnnxRuntime().load(bytes);
      const actual = await session.run(toFloat32(inputs));
      for (const [name, { data }] of Object.entries(expected)) {
        expectClose(present(actual[name], name).data, data, 1e-5);
      }
      const evaluation = evaluationGraph(model);
      const whole = { ...modelInputs(model, evaluation, { T: 5, B: 2 }), ...inputs };
      const usual = evaluate(evaluation, whole).prediction;
      expectClose(present(expected.prediction, 'p').data, present(usual, 'p').data, 1e-12);
    },
  );
});

describe('compileGradientFlow', () => {
  test.each(models)('%s: derivatives are those of finite differences', (_, settings) => {
    const model = smallModel(settings);
    const { graph } = compileGradientFlow(model);
    const inputs = modelInputs(model, graph, sizes);
    const taps = Object.keys(inputs).filter((name) => name.startsWith('tap.'));
    for (const name of taps) {
      present(inputs[name], name).data.fill(0);
    }
    const outputs = evaluate(graph, inputs);
    for (const name of taps) {
      const gradient = present(outputs[`gradient.${name}`], name).data;
      const { data } = present(inputs[name], name);
      for (let place = 0; place < data.length; place += 7) {
        const loss = (shift: number) => {
          const moved = Float64Array.from(data);
          moved[place] = shift;
          const tap = { ...present(inputs[name], name), data: moved };
          return numberOf(evaluate(graph, { ...inputs, [name]: tap }).loss);
        };
        // Central differences with this step are right to about 1e-9 for values near 1.
        const difference = (loss(1e-5) - loss(-1e-5)) / 2e-5;
        expect(Math.abs(present(gradient[place], 'one') - difference)).toBeLessThan(1e-7);
      }
    }
  });

  test.each(models)('%s: with all steps counted the loss is that of training', (_, settings) => {
    const model = smallModel(settings);
    const [flow, loss] = [compileGradientFlow(model).graph, lossGraph(model)];
    const inputs = modelInputs(model, flow, sizes);
    for (const name of Object.keys(inputs).filter((one) => one.startsWith('tap.'))) {
      present(inputs[name], name).data.fill(0);
    }
    const own = evaluate(flow, model.ragged ? inputs : { ...inputs, ...ones(flow, inputs) });
    expect(numberOf(own.loss)).toBeCloseTo(numberOf(evaluate(loss, inputs).loss), 12);
  });

  for (const cell of ['lstm', 'rnn'] as const) {
    const torch = readTorch<Record<typeof cell, TorchFlow>>('flow')[cell];
    test.each(Object.entries(torch.gradients))(
      `${cell}, the loss at the step %s: derivatives are those of PyTorch`,
      (_, { step, loss, ...gradients }) => {
        const layers = [recurrent(cell, 3, 2), linear];
        const model = smallModel({ layers, outputSteps: 'every' });
        const { graph } = compileGradientFlow(model);
        const zeros = modelInputs(model, graph, { T: 6, B: 3 });
        const inputs: ModelInputs = Object.fromEntries(
          Object.entries(zeros).map(([name, tensor]) => [
            name,
            { ...tensor, data: tensor.data.map(() => 0) },
          ]),
        );
        const counted = present(inputs.weights, 'weights').data;
        counted.fill(1, step * 3, step * 3 + 3);
        const outputs = evaluate(graph, {
          ...inputs,
          parameters: flatParameters(model, torch.parameters, true),
          x: toTensor(torch.x),
          y: toTensor(torch.y),
        });
        expect(numberOf(outputs.loss)).toBeCloseTo(loss, 10);
        for (const [name, gradient] of Object.entries(gradients)) {
          const own = present(outputs[`gradient.tap.${cell}.${name}`], name).data;
          // Thirteen digits of numbers of up to 10 are in the file.
          expectClose(own, toTensor(gradient).data, 1e-10);
        }
      },
    );
  }
});

/** See `make_flow` of `make.py` beside the file. */
interface TorchFlow {
  readonly parameters: StateDict;
  readonly x: StateDict[string];
  readonly y: StateDict[string];
  readonly gradients: Readonly<
    Record<string, { readonly step: number; readonly loss: number } & StateDict>
  >;
}

function ones(graph: Graph, inputs: ModelInputs): ModelInputs {
  const names = graph.inputs.map((input) => (input.node as NodeOf<'input'>).attributes.name);
  const weights = names.includes('weights') ? inputs.weights : undefined;
  return weights ? { weights: { ...weights, data: weights.data.map(() => 1) } } : {};
}

function numberOf(tensor: Float64Tensor | undefined): number {
  return present(tensor?.data[0], 'a number');
}

function toFloat32(inputs: ModelInputs) {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, { shape, data }]) => [
      name,
      { dimensions: shape, data: Float32Array.from(data) },
    ]),
  );
}

/** Relative to the largest value, as float32 rounds sums of larger terms. */
function expectClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
): void {
  const largest = Math.max(1, ...Array.from(expected, Math.abs));
  const error = Math.max(
    ...Array.from(expected, (value, index) => Math.abs(value - (actual[index] as number))),
  );
  expect(error / largest).toBeLessThan(tolerance);
}
