import { describe, expect, test } from 'vitest';
import { differentiate } from '../../src/grad/differentiate.ts';
import { evaluate, type Float64Tensor } from '../../src/graph/evaluate.ts';
import type { Graph, Value } from '../../src/graph/graph.ts';
import { splitLoops } from '../../src/graph/passes/splitLoops.ts';
import { lowerModel } from '../../src/lower/lowerModel.ts';
import { emitOnnx } from '../../src/onnx/emitOnnx.ts';
import type { Model } from '../../src/resolve/model.ts';
import type { OptionValues } from '../../src/spec/spec.ts';
import { recurrent, smallModel } from '../compile/smallModel.ts';
import { runOnnx } from '../onnx/runOnnx.ts';
import { type Nested, relativeError, toTensor } from './cellCase.ts';
import { flatParameters, readTorch, type TorchForm, type TorchRun } from './pytorchCase.ts';

/** Our cells with the files that hold PyTorch's numbers of the same layer. */
const cells: readonly { file: string; cell: string; options: OptionValues }[] = [
  { file: 'lstm', cell: 'lstm', options: {} },
  { file: 'lstm-projection', cell: 'lstm', options: { projection: 2 } },
  { file: 'gru', cell: 'gru', options: {} },
  { file: 'rnn-tanh', cell: 'rnn', options: {} },
  { file: 'rnn-relu', cell: 'rnn', options: { activation: 'relu' } },
];

const forms = {
  single: [1, 'forward'],
  stacked: [2, 'forward'],
  bidirectional: [1, 'both'],
  'stacked bidirectional': [2, 'both'],
} as const;

const runs = [
  'from zero',
  'from given states',
  'of unequal length',
  'of unequal length from given states',
] as const;

const cases = cells.flatMap((cell) =>
  Object.entries(forms).flatMap(([form, [layers, direction]]) =>
    // States that are given go on forward in time only.
    runs
      .filter((run) => direction === 'forward' || !run.includes('given'))
      .map((run) => ({ ...cell, form, layers, direction, run })),
  ),
);

describe('lowerModel', () => {
  test.each(cases)(
    '$file, $form, $run: outputs and all gradients are those of PyTorch',
    async ({ cell, file, options, form, layers, direction, run: name }) => {
      const model = smallModel({
        layers: [recurrent(cell, 3, layers, { direction, options })],
        outputSteps: 'every',
        ragged: name.includes('unequal'),
      });
      const torch = readTorch<{ forms: Record<string, TorchForm> }>(file).forms[form] as TorchForm;
      const run = torch.runs[name] as TorchRun;
      const carry = name.includes('given');
      const mask = maskOf(run.lengths);
      const given = carry ? stateTensors(model, 'initial', torch.initial, '0') : {};
      const weights = carry ? stateTensors(model, 'weights', torch.loss_weights, 'T') : {};
      const inputs = {
        ...given,
        ...weights,
        parameters: flatParameters(model, torch.parameters, true),
        x: toTensor(torch.x),
        mask,
        // PyTorch's outputs are 0 in the padding, ours what they may be.
        weights: masked(toTensor(torch.loss_weights.y as Nested), mask),
      };
      const gradients = carry ? stateTensors(model, 'gradient.initial', run.gradients, '0') : {};
      const finals = carry ? stateTensors(model, 'final', { ...run }, 'T') : {};
      const expected = {
        loss: toTensor(run.loss),
        y: toTensor(run.y),
        'gradient.parameters': flatParameters(model, run.gradients, false),
        'gradient.x': toTensor(run.gradients.x as Nested),
        ...gradients,
        ...finals,
      };
      const graph = splitLoops(
        differentiate(splitLoops(weightedOutputs(model, carry)), 'loss', [
          'parameters',
          'x',
          ...Object.keys(given),
        ]),
      );
      const withoutPadding = (results: Record<string, Float64Tensor>) => ({
        ...results,
        y: masked(results.y as Float64Tensor, mask),
      });
      // Both compute in float64: only the order of sums differs.
      expectAgree(withoutPadding(evaluate(graph, inputs)), expected, 1e-9);
      // Float32 has 24 bits (6e-8), and rounding adds up over layers and time steps.
      const [results = {}] = await runOnnx(emitOnnx(graph), [inputs]);
      expectAgree(withoutPadding(results), expected, 2e-5);
    },
  );
});

/** A model's outputs `y` and, as the loss, the sum of them and of final states times weights. */
function weightedOutputs(model: Model, carry: boolean): Graph {
  const { builder: b, prediction, inputs, finalStates } = lowerModel(model, { carry });
  const outputs = [{ name: 'y', value: prediction }, ...finalStates];
  const weights = outputs.map(({ name, value }) =>
    b.input(name.replace('final', 'weights').replace(/^y$/, 'weights'), value.shape),
  );
  const loss = outputs
    .map(({ value }, index) => b.sumAll(b.multiply(value, weights[index] as Value)))
    .reduce((sum, term) => b.add(sum, term));
  return b.finish(
    'weighted-outputs',
    [{ name: 'loss', value: loss }, ...outputs],
    [...inputs, ...weights],
  );
}

/** PyTorch's `h0` and `c0`, or `hT` and `cT`, layer by layer: `initial.lstm.0.h`. */
function stateTensors(
  model: Model,
  prefix: string,
  tensors: Readonly<Record<string, unknown>>,
  suffix: string,
): Record<string, Float64Tensor> {
  return Object.fromEntries(
    model.layers.flatMap((layer, place) =>
      (layer.kind === 'recurrent' ? layer.cell.states : []).map(({ name }) => {
        const all = tensors[`${name}${suffix}`] as readonly Nested[];
        return [`${prefix}.${layer.name}.${name}`, toTensor(all[place] as Nested)];
      }),
    ),
  );
}

/** `[T, B]`: 1 where a step belongs to its sequence. */
function maskOf(lengths: readonly number[]): Float64Tensor {
  const shape = [Math.max(...lengths), lengths.length];
  const data = Array.from({ length: shape[0] as number }, (_, step) =>
    lengths.map((length) => (step < length ? 1 : 0)),
  );
  return { shape, data: Float64Array.from(data.flat()) };
}

function masked({ shape, data }: Float64Tensor, mask: Float64Tensor): Float64Tensor {
  const width = shape[2] ?? 1;
  return {
    shape,
    data: data.map((value, index) => value * (mask.data[Math.floor(index / width)] ?? 0)),
  };
}

function expectAgree(
  actual: Readonly<Record<string, Float64Tensor>>,
  expected: Readonly<Record<string, Float64Tensor>>,
  tolerance: number,
): void {
  for (const [name, { data }] of Object.entries(expected)) {
    const error = relativeError(actual[name]?.data ?? [], data);
    expect(error, name).toBeLessThan(tolerance);
  }
}
