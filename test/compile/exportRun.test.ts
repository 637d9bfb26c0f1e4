import { describe, expect, test } from 'vitest';
import { createRandom } from '../../src/base/random.ts';
import { sizeOf } from '../../src/base/sizeOf.ts';
import { evaluationGraph } from '../../src/compile/compileModel.ts';
import { exportRun } from '../../src/compile/exportRun.ts';
import { evaluate } from '../../src/graph/evaluate.ts';
import type { Value } from '../../src/graph/graph.ts';
import { printOnnx } from '../../src/onnx/printOnnx.ts';
import { type Model, parameterCount } from '../../src/resolve/model.ts';
import { makeCell } from '../cells/runCell.ts';
import { expectClose, randomTensor, runOnnx } from '../onnx/runOnnx.ts';
import { linear, recurrent, type SmallModel, smallModel } from './smallModel.ts';

/** A cell that no native operator computes. */
const leaky = makeCell('h = 0.9 * h[t-1] + 0.1 * tanh(W @ x + R @ h[t-1] + b)', { name: 'leaky' });

const inputScaler = { shift: [300, -2], scale: [120, 0.5] };
const targetScaler = { shift: [280], scale: [115] };

describe('exportRun', () => {
  test.each<[string, SmallModel, Readonly<Record<string, number>>]>([
    ['a loop', { layers: [recurrent('leaky'), linear] }, { Scan: 1 }],
    [
      'a loop between native operators',
      { layers: [recurrent('lstm', 3), recurrent('leaky', 4, 2), recurrent('gru', 2), linear] },
      { LSTM: 1, Scan: 2, GRU: 1 },
    ],
    [
      'a loop with an output at every step',
      { layers: [recurrent('rnn', 3), recurrent('leaky'), linear], outputSteps: 'every' },
      { RNN: 1, Scan: 1 },
    ],
  ])('%s computes in the units of the data what is trained', async (_, settings, operators) => {
    const model = smallModel({ ...settings, cells: [leaky] });
    const random = createRandom(1, 'export');
    const vector = randomTensor([parameterCount(model)], () => 0.5 * random.normal());
    const bytes = exportRun({
      name: 'small',
      model,
      parameters: Float32Array.from(vector.data),
      inputScaler,
      targetScaler,
      specText: '',
    });
    const text = printOnnx(bytes);
    for (const [operator, count] of Object.entries(operators)) {
      expect(text.split(` = ${operator}(`), operator).toHaveLength(count + 1);
    }
    const [steps, batch] = [5, 3];
    const x = randomTensor([steps, batch, 2], random.normal);
    const [actual = {}] = await runOnnx(bytes, [{ input: inDataUnits(x.data, steps, batch) }]);
    const expected = forecastOf(model, { parameters: vector, x });
    expectClose(actual, { forecast: expected });
  });
});

/** `[T, B, 2]` as trained on to `[B, T, 2]` as it is in the data. */
function inDataUnits(data: Float64Array, steps: number, batch: number) {
  const shape = [batch, steps, 2];
  const numbers = Float64Array.from({ length: data.length }, (_, index) => {
    const [column, step] = [index % 2, Math.floor(index / 2) % steps];
    const sequence = Math.floor(index / (2 * steps));
    const value = data[(step * batch + sequence) * 2 + column] ?? 0;
    return value * (inputScaler.scale[column] ?? 1) + (inputScaler.shift[column] ?? 0);
  });
  return { shape, data: numbers };
}

/** What the prediction graph gives, in the data's units: `[B, 1, 1]`, or `[B, T, 1]` at every step. */
function forecastOf(model: Model, inputs: Parameters<typeof evaluate>[1]) {
  const graph = evaluationGraph(model);
  // The targets have a say in the loss only.
  const { shape: outputs = [] } = graph.inputs.find(isTargets) ?? {};
  const y = zeros(outputs.map((size) => (size === 'T' ? 5 : size === 'B' ? 3 : Number(size))));
  const { prediction } = evaluate(graph, { ...inputs, y });
  const { shape = [], data = new Float64Array() } = prediction ?? {};
  const [steps = 1, batch = 1] = model.output.steps === 'every' ? shape : [1, ...shape];
  const values = Float64Array.from({ length: data.length }, (_, index) => {
    const value = data[(index % steps) * batch + Math.floor(index / steps)] ?? 0;
    return value * (targetScaler.scale[0] ?? 1) + (targetScaler.shift[0] ?? 0);
  });
  return { shape: [batch, steps, 1], data: values };
}

function isTargets({ node }: Value): boolean {
  return node.kind === 'input' && node.attributes.name === 'y';
}

function zeros(shape: readonly number[]) {
  return { shape, data: new Float64Array(sizeOf(shape)) };
}
