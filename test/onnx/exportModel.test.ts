import { describe, expect, test } from 'vitest';
import { createRandom } from '../../src/base/random.ts';
import type { Cell, CellSizes } from '../../src/cells/cell.ts';
import { exportedRecurrent } from '../../src/compile/exportedRecurrent.ts';
import type { Float64Tensor } from '../../src/graph/evaluate.ts';
import type { ExportedLinearLayer, ExportedRecurrentLayer } from '../../src/onnx/exportLayers.ts';
import { type ExportedModel, exportModel } from '../../src/onnx/exportModel.ts';
import { printOnnx } from '../../src/onnx/printOnnx.ts';
import { readMetadata, readOnnx } from '../../src/onnx/readOnnx.ts';
import { libraryCell, makeCell, randomParameters, runCell } from '../cells/runCell.ts';
import { nativeCells, otherCells } from './cellCases.ts';
import { libraryOperators } from './libraryOperators.ts';
import { expectClose, randomTensor, runOnnx } from './runOnnx.ts';

const random = createRandom(3, 'export');
const inputSize = 2;
const hiddenSize = 3;
const sizes = [
  { batch: 1, time: 1 },
  { batch: 5, time: 7 },
];

const lstm = makeCell(nativeCells.find(({ title }) => title === 'LSTM')?.equations ?? '');
const mut1 = makeCell(otherCells.find(({ title }) => title === 'MUT1')?.equations ?? '');

describe('exportModel', () => {
  test.each(nativeCells)('computes $title with one native operator', async (entry) => {
    const { equations, operator, settings, output = 'h' } = entry;
    const model = makeModel([recurrent('cell.0', makeCell(equations, { output }))]);
    const text = printOnnx(exportModel(model));
    expect(text).toContain(`= ${operator}(`);
    expect(text).not.toContain('Scan');
    if (settings !== undefined) {
      const all = ['hidden_size=3', settings].filter(Boolean).join(', ');
      expect(text).toContain(`{${all}}`);
    }
    await expectRight(model);
  });

  test.each(otherCells)('computes $title with a loop', async ({ equations, output = 'h' }) => {
    const model = makeModel([recurrent('cell.0', makeCell(equations, { output }))]);
    const text = printOnnx(exportModel(model));
    expect(text).toContain('Scan');
    expect(text).not.toContain('com.microsoft');
    await expectRight(model);
  });

  test.each(libraryOperators)(
    'computes "$name" $options of the library with $operator',
    async ({ name, options, operator }) => {
      const layer = recurrent('cell.0', libraryCell(name, options));
      const text = printOnnx(exportModel(makeModel([layer])));
      expect(text).toContain(`= ${operator}(`);
      await expectRight(makeModel([layer, linear('linear.0', layer.outputSize, 2)]));
      await expectRight(makeModel([layer], { outputSteps: 'every' }));
    },
  );

  test.each([
    ['last', 1],
    ['last', 4],
    ['every', 1],
    ['every', 2],
  ] as const)(
    'stacks layers, native ones and loops, output at %s step, horizon %i',
    async (outputSteps, horizon) => {
      const layers = [
        recurrent('lstm.0', lstm, inputSize),
        recurrent('mut1.1', mut1, hiddenSize),
        linear('linear.0', hiddenSize, 4),
        recurrent('lstm.2', lstm, 4),
        linear('linear.1', hiddenSize, horizon),
      ];
      await expectRight(makeModel(layers, { outputSteps, horizon }));
    },
  );

  test('ends with a loop, and needs no recurrent layer at all', async () => {
    const loop = recurrent('mut1.1', mut1, hiddenSize);
    await expectRight(makeModel([recurrent('lstm.0', lstm, inputSize), loop]));
    await expectRight(makeModel([linear('linear.0', inputSize, 3)]));
  });

  test('works in the units of the data', async () => {
    const scaled = {
      inputScaler: { shift: [300, -2], scale: [120, 0.5] },
      outputScaler: { shift: [280], scale: [115] },
    };
    for (const outputSteps of ['last', 'every'] as const) {
      const layers = [recurrent('lstm.0', lstm, inputSize), linear('linear.0', hiddenSize, 2)];
      await expectRight(makeModel(layers, { outputSteps, horizon: 2, ...scaled }));
    }
  });

  test('says what it is', () => {
    const model = makeModel([recurrent('lstm.0', lstm, inputSize), linear('linear.0', 3, 1)]);
    const file = readOnnx(exportModel(model));
    expect(file.producerName).toBe('RNN Studio');
    expect(readMetadata(file)).toMatchObject({
      'rnn_studio.version': '1.2.3',
      'rnn_studio.spec': 'task: forecast\n',
      'rnn_studio.inputs': '["column 0","column 1"]',
      'rnn_studio.targets': '["column 0"]',
      'rnn_studio.horizon': '1',
    });
  });

  test('names operators and tensors after the layers', () => {
    const half = () => 0.5;
    const layers = [recurrent('lstm.0', lstm, inputSize, half), linear('linear.0', 3, 1, half)];
    const scaler = { shift: [300, 20], scale: [120, 8] };
    const model = makeModel(layers, { inputScaler: scaler });
    expect(printOnnx(exportModel(model))).toMatchInlineSnapshot(`
      "file format 8, operators onnx 18
      made by RNN Studio 1.2.3
      about: A model for a test
      metadata rnn_studio.version: 1.2.3
      metadata rnn_studio.spec: task: forecast
      metadata rnn_studio.inputs: ["column 0","column 1"]
      metadata rnn_studio.targets: ["column 0"]
      metadata rnn_studio.horizon: 1
      metadata rnn_studio.units: input and forecast are in the units of the data; scaling is part of the graph
      metadata rnn_studio.input_scaling: [{"name":"column 0","shift":300,"scale":120},{"name":"column 1","shift":20,"scale":8}]
      metadata rnn_studio.target_scaling: [{"name":"column 0","shift":0,"scale":1}]
      graph test
        input input float[batch, time, 2]
        stored input.shift float[2] = 300, 20
        stored input.scale float[2] = 120, 8
        stored lstm.0.W float[1, 12, 2]
        stored lstm.0.R float[1, 12, 3]
        stored lstm.0.B float[1, 24]
        stored integers_0 int64[1] = 0
        stored linear.0.bias float[1] = 0.5
        stored linear.0.weight float[1, 3] = 0.5, 0.5, 0.5
        stored integers_0_1_1 int64[3] = 0, 1, 1
        input/Sub = Sub(input, input.shift)
        input/Div = Div(input/Sub, input.scale)
        input/Transpose = Transpose(input/Div) {perm=[1, 0, 2]}
        -, lstm.0/LSTM = LSTM(input/Transpose, lstm.0.W, lstm.0.R, lstm.0.B) {hidden_size=3}
        lstm.0/Squeeze = Squeeze(lstm.0/LSTM, integers_0)
        linear.0/Gemm = Gemm(lstm.0/Squeeze, linear.0.weight, linear.0.bias) {transB=1}
        forecast = Reshape(linear.0/Gemm, integers_0_1_1)
        output forecast float[batch, 1, 1]
      "
    `);
  });

  test('gives the same bytes for the same model', () => {
    const model = makeModel([recurrent('mut1.0', mut1, inputSize), linear('linear.0', 3, 1)]);
    expect(exportModel(model)).toEqual(exportModel(model));
  });
});

/** A layer with what its numbers are checked against. */
type TestedRecurrent = ExportedRecurrentLayer & {
  readonly cell: Cell;
  readonly sizes: CellSizes;
};

type TestedLayer = TestedRecurrent | ExportedLinearLayer;

type TestedModel = Omit<ExportedModel, 'layers'> & { readonly layers: readonly TestedLayer[] };

function recurrent(
  name: string,
  cell: Cell,
  width = inputSize,
  draw = random.uniform,
): TestedRecurrent {
  const sizes = { input: width, hidden: hiddenSize, projection: 2, output: 2 };
  const parameters = randomParameters(cell, sizes, draw);
  return { ...exportedRecurrent({ name, cell, sizes }, parameters), cell, sizes };
}

function linear(
  name: string,
  width: number,
  outputSize: number,
  draw = random.normal,
): ExportedLinearLayer {
  const numbers = (shape: readonly number[]) => ({
    shape,
    data: Float32Array.from(randomTensor(shape, draw).data),
  });
  return {
    kind: 'linear',
    name,
    weight: numbers([outputSize, width]),
    bias: numbers([outputSize]),
  };
}

interface Settings {
  readonly outputSteps?: 'last' | 'every';
  readonly horizon?: number;
  readonly inputScaler?: ExportedModel['input']['scaler'];
  readonly outputScaler?: ExportedModel['input']['scaler'];
}

function makeModel(layers: readonly TestedLayer[], settings: Settings = {}): TestedModel {
  const { outputSteps = 'last', horizon = 1 } = settings;
  const last = layers.at(-1);
  const width = last?.kind === 'linear' ? (last.weight.shape[0] ?? 0) : (last?.outputSize ?? 0);
  const columns = (count: number) => Array.from({ length: count }, (_, index) => `column ${index}`);
  const unscaled = (count: number) => ({
    shift: Array(count).fill(0),
    scale: Array(count).fill(1),
  });
  const targets = width / horizon;
  return {
    name: 'test',
    documentation: 'A model for a test',
    layers,
    outputSteps,
    input: {
      name: 'input',
      columns: columns(inputSize),
      scaler: settings.inputScaler ?? unscaled(inputSize),
    },
    output: {
      name: 'forecast',
      columns: columns(targets),
      scaler: settings.outputScaler ?? unscaled(targets),
      horizon,
    },
    version: '1.2.3',
    spec: 'task: forecast\n',
  };
}

/** Runs the file with random inputs and compares it with plain loops over the layers. */
async function expectRight(model: TestedModel): Promise<void> {
  const { shift, scale } = model.input.scaler;
  const inputs = sizes.map(({ batch, time }) => {
    const unscaled = randomTensor([batch, time, inputSize], random.normal);
    const data = unscaled.data.map((value, index) =>
      Math.fround(value * (scale[index % inputSize] ?? 1) + (shift[index % inputSize] ?? 0)),
    );
    return { ...unscaled, data };
  });
  const actual = await runOnnx(
    exportModel(model),
    inputs.map((input) => ({ input })),
  );
  inputs.forEach((input, index) => {
    expectClose(actual[index] ?? {}, { forecast: expectedOutput(model, input) });
  });
}

function expectedOutput(model: TestedModel, { data, shape }: Float64Tensor): Float64Tensor {
  const [batch = 0, time = 0, width = 0] = shape;
  const { input, output } = model;
  const targets = output.columns.length;
  const results = Array.from({ length: batch }, (_, sequence) => {
    const start = Array.from({ length: time }, (_, step) =>
      Array.from({ length: width }, (_, column) => {
        const value = data[(sequence * time + step) * width + column] ?? 0;
        return (value - (input.scaler.shift[column] ?? 0)) / (input.scaler.scale[column] ?? 1);
      }),
    );
    const steps = model.layers.reduce(
      (values, layer) =>
        layer.kind === 'recurrent'
          ? runCell(layer.cell, layer.parameters, layer.sizes, values).map((step) => [
              ...(step.get(layer.cell.output) ?? []),
            ])
          : values.map((value) => applyLinear(layer, value)),
      start as number[][],
    );
    const wanted = model.outputSteps === 'last' ? steps.slice(-1) : steps;
    return wanted.map((values) =>
      values.map((value, index) => {
        const target = index % targets;
        return value * (output.scaler.scale[target] ?? 1) + (output.scaler.shift[target] ?? 0);
      }),
    );
  });
  const inner = model.outputSteps === 'every' && output.horizon === 1 ? [] : [output.horizon];
  const outer = model.outputSteps === 'every' ? [batch, time] : [batch];
  return { data: Float64Array.from(results.flat(2)), shape: [...outer, ...inner, targets] };
}

function applyLinear({ weight, bias }: ExportedLinearLayer, values: readonly number[]): number[] {
  return Array.from(bias.data, (start, row) =>
    values.reduce(
      (sum, value, column) => sum + value * (weight.data[row * values.length + column] ?? 0),
      start,
    ),
  );
}
