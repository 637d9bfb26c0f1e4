import { describe, expect, test } from 'vitest';
import { evaluationGraph } from '../../src/compile/compileModel.ts';
import { exportRun } from '../../src/compile/exportRun.ts';
import { evaluate, type Float64Tensor } from '../../src/graph/evaluate.ts';
import { printOnnx } from '../../src/onnx/printOnnx.ts';
import type { Model } from '../../src/resolve/model.ts';
import type { LayerSpec, RecurrentSpec } from '../../src/spec/spec.ts';
import { makeCell } from '../cells/runCell.ts';
import { relativeError } from '../lower/cellCase.ts';
import { runOnnx } from '../onnx/runOnnx.ts';
import { type BatchSizes, modelInputs } from './modelInputs.ts';
import { linear, linearOf, recurrent, type SmallModel, smallModel } from './smallModel.ts';

/** A cell that no native operator computes. */
const leaky = makeCell('h = 0.9 * h[t-1] + 0.1 * tanh(W @ x + R @ h[t-1] + b)', { name: 'leaky' });
const relu = makeCell('h = relu(W @ x + R @ h[t-1] + b)', { name: 'relu' });

const both: Partial<RecurrentSpec> = { direction: 'both' };
const learned: Partial<RecurrentSpec> = { initial_state: 'learned' };
const classes = { kind: 'classes', names: ['yes', 'no', 'other'] } as const;
const tokens = { kind: 'tokens', names: ['a', 'b', 'c'] } as const;
const embedding: LayerSpec = { kind: 'embedding', size: 3, trainable: true, init: {} };
const layerNorm: LayerSpec = { kind: 'layer_norm', epsilon: 1e-5, trainable: true, init: {} };

type Operators = Readonly<Record<string, number>>;

const cases: readonly [string, SmallModel, Operators][] = [
  [
    'both directions, joined',
    { layers: [recurrent('lstm', 3, 2, both), recurrent('gru', 2, 1, both), linear] },
    { LSTM: 2, GRU: 1, Scan: 0 },
  ],
  [
    'both directions, added up, with functions of their own',
    { layers: [recurrent('relu', 3, 2, { ...both, merge: 'sum' }), linear] },
    { RNN: 2, Scan: 0 },
  ],
  [
    'backwards, with learned initial states',
    { layers: [recurrent('lstm', 3, 2, { direction: 'reverse', ...learned }), linear] },
    { LSTM: 2, Scan: 0 },
  ],
  [
    'both directions with peepholes and learned initial states',
    { layers: [recurrent('peephole-lstm', 3, 1, { ...both, ...learned }), linear] },
    { LSTM: 1, Scan: 0 },
  ],
  [
    'loops with all options',
    {
      layers: [
        recurrent('leaky', 3, 2, { ...both, ...learned, residual: true, zoneout: 0.2 }),
        recurrent('lstm', 2, 1, { zoneout: 0.2, dropout: 0.5, recurrent_dropout: 0.5 }),
        linear,
      ],
    },
    { Scan: 5, LSTM: 0 },
  ],
  [
    'residuals around native operators',
    { layers: [recurrent('gru', 3, 3, { residual: true }), linear] },
    { GRU: 3, Scan: 0 },
  ],
  [
    'an embedding, a layer norm, activations, and classes',
    {
      layers: [
        embedding,
        layerNorm,
        { kind: 'noise', deviation: 1 },
        recurrent('gru', 3),
        { kind: 'dropout', rate: 0.5 },
        linearOf(4, 'relu'),
        linear,
      ],
      input: tokens,
      output: classes,
    },
    { Gather: 1, GRU: 1, Softmax: 1, Dropout: 0 },
  ],
  [
    'tokens without an embedding, and flags',
    {
      layers: [recurrent('rnn', 3), linear],
      input: tokens,
      output: { kind: 'flags', names: ['p', 'q'] },
    },
    { Equal: 1, Sigmoid: 1 },
  ],
  [
    'no recurrent layer',
    { layers: [embedding, linearOf(3, 'tanh'), linear], input: tokens },
    { Gather: 1 },
  ],
];

const forms = [
  { outputSteps: 'last', ragged: false },
  { outputSteps: 'last', ragged: true },
  { outputSteps: 'every', ragged: false },
  { outputSteps: 'every', ragged: true },
] as const;

describe('exportedLayers', () => {
  test.each(
    cases.flatMap(([title, settings, operators]) =>
      forms.map((form) => {
        const words = `output at ${form.outputSteps} step${form.ragged ? ', unequal lengths' : ''}`;
        return [`${title}; ${words}`, { ...settings, ...form }, operators] as const;
      }),
    ),
  )('%s: the file computes what is trained', async (_, settings, operators) => {
    const model = smallModel({ ...settings, cells: [leaky, relu] });
    const lengths = settings.ragged ? [3, 5, 1] : [5, 5, 5];
    const sizes = { T: 5, B: 3, lengths };
    const graph = evaluationGraph(model);
    const inputs = modelInputs(model, graph, sizes);
    const { x, parameters } = inputs as Record<'x' | 'parameters', Float64Tensor>;
    const bytes = exportRun({
      name: 'small',
      model,
      parameters: Float32Array.from(parameters.data),
      inputScaler: noScaling(model.input.names.length),
      targetScaler: noScaling(model.output.names.length),
      specText: '',
    });
    const text = printOnnx(bytes);
    if (settings.outputSteps === 'every' && !settings.ragged) {
      for (const [operator, count] of Object.entries(operators)) {
        expect(text.split(` = ${operator}(`), operator).toHaveLength(count + 1);
      }
    }
    const isTokens = model.input.kind === 'tokens';
    const given = batchFirst(x, sizes);
    const [results = {}] = await runOnnx(bytes, [
      {
        // Tokens in the padding must be some of the list.
        input: isTokens ? { ...given, data: given.data.map((value) => value || 0) } : given,
        lengths: { shape: [3], data: Float64Array.from(lengths) },
      },
    ]);
    const { prediction } = evaluate(graph, inputs);
    const expected = outputOf(model, prediction as Float64Tensor, sizes);
    const actual = Object.values(results)[0]?.data ?? new Float64Array();
    const isCounted = (index: number) => {
      const width = model.output.names.length;
      const step = Math.floor(index / width) % sizes.T;
      return (
        settings.outputSteps === 'last' ||
        step < (lengths[Math.floor(index / (width * sizes.T))] ?? 0)
      );
    };
    const counted = (values: Float64Array) => values.filter((__, index) => isCounted(index));
    expect(actual).toHaveLength(expected.length);
    expect(relativeError(counted(actual), counted(expected))).toBeLessThan(1e-5);
  });
});

function noScaling(count: number) {
  return { shift: Array<number>(count).fill(0), scale: Array<number>(count).fill(1) };
}

/** `[T, B, ...]` as `[B, T, ...]`. */
function batchFirst({ shape, data }: Float64Tensor, { T, B }: BatchSizes): Float64Tensor {
  const width = data.length / (T * B);
  const turned = Float64Array.from(data, (_, index) => {
    const [sequence, rest] = [Math.floor(index / (T * width)), index % (T * width)];
    return data[(Math.floor(rest / width) * B + sequence) * width + (rest % width)] ?? NaN;
  });
  return { shape: [B, T, ...shape.slice(2)], data: turned };
}

/** What the file gives: values, or probabilities, the sequences of a batch one behind the other. */
function outputOf({ output }: Model, prediction: Float64Tensor, sizes: BatchSizes): Float64Array {
  const isOverTime = output.steps === 'every';
  const { data } = isOverTime ? batchFirst(prediction, sizes) : prediction;
  const width = output.names.length;
  switch (output.kind) {
    case 'values':
      return data;
    case 'flags':
      return data.map((logit) => 1 / (1 + Math.exp(-logit)));
    case 'classes':
      return data.map((logit, index) => {
        const row = data.subarray(index - (index % width), index - (index % width) + width);
        return Math.exp(logit) / row.reduce((sum, other) => sum + Math.exp(other), 0);
      });
  }
}
