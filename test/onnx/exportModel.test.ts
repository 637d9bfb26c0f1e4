import { describe, expect, test } from 'vitest';
import { present } from '../../src/base/invariant.ts';
import { createRandom } from '../../src/base/random.ts';
import { sizeOf } from '../../src/base/sizeOf.ts';
import type { Cell } from '../../src/cells/cell.ts';
import { exportedLayers } from '../../src/compile/exportedLayers.ts';
import type { Float64Tensor } from '../../src/graph/evaluate.ts';
import { type ExportedModel, exportModel } from '../../src/onnx/exportModel.ts';
import type { ParameterData } from '../../src/onnx/packNative.ts';
import { printOnnx } from '../../src/onnx/printOnnx.ts';
import { readMetadata, readOnnx } from '../../src/onnx/readOnnx.ts';
import { type Layer, type Model, parameterCount } from '../../src/resolve/model.ts';
import type { LayerSpec } from '../../src/spec/spec.ts';
import { makeCell, runCell } from '../cells/runCell.ts';
import { linear, linearOf, recurrent, smallModel } from '../compile/smallModel.ts';
import { nativeCells, otherCells } from './cellCases.ts';
import { libraryOperators } from './libraryOperators.ts';
import { expectClose, randomTensor, runOnnx } from './runOnnx.ts';

const random = createRandom(3, 'export');
const inputSize = 2;
const sizes = [
  { batch: 1, time: 1 },
  { batch: 5, time: 7 },
];

const mut = makeCell(otherCells.find(({ title }) => title === 'MUT1')?.equations ?? '', {
  name: 'mut',
});

describe('exportModel', () => {
  test.each(nativeCells)('computes $title with one native operator', async (entry) => {
    const { equations, operator, settings, output = 'h' } = entry;
    const model = makeModel([recurrent('cell', 3)], {}, [
      makeCell(equations, { name: 'cell', output }),
    ]);
    const text = printOnnx(exportModel(model.file));
    expect(text).toContain(`= ${operator}(`);
    expect(text).not.toContain('Scan');
    if (settings !== undefined) {
      const all = ['hidden_size=3', settings].filter(Boolean).join(', ');
      expect(text).toContain(`{${all}}`);
    }
    await expectRight(model);
  });

  test.each(otherCells)('computes $title with a loop', async ({ equations, output = 'h' }) => {
    const model = makeModel([recurrent('cell', 3)], {}, [
      makeCell(equations, { name: 'cell', output }),
    ]);
    const text = printOnnx(exportModel(model.file));
    expect(text).toContain('Scan');
    expect(text).not.toContain('com.microsoft');
    await expectRight(model);
  });

  test.each(libraryOperators)(
    'computes "$name" $options of the library with $operator',
    async ({ name, options, operator }) => {
      // The one cell that does not say itself how wide its output is.
      const sizes = name === 'jordan' ? { output: 2 } : {};
      const layer = recurrent(name, 3, 1, { options: { ...options, ...sizes } });
      const text = printOnnx(exportModel(makeModel([layer]).file));
      expect(text).toContain(`= ${operator}(`);
      await expectRight(makeModel([layer, linearOf(2)]));
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
        recurrent('lstm', 3),
        recurrent('mut', 3),
        linearOf(4),
        recurrent('lstm', 3),
        linear,
      ];
      await expectRight(makeModel(layers, { outputSteps, horizon }));
    },
  );

  test('ends with a loop, and needs no recurrent layer at all', async () => {
    await expectRight(makeModel([recurrent('lstm', 3), recurrent('mut', 3)]));
    await expectRight(makeModel([linearOf(3)]));
  });

  test('works in the units of the data', async () => {
    const scaled = {
      inputScaler: { shift: [300, -2], scale: [120, 0.5] },
      outputScaler: { shift: [280], scale: [115] },
    };
    for (const outputSteps of ['last', 'every'] as const) {
      const layers = [recurrent('lstm', 3), linearOf(2)];
      await expectRight(makeModel(layers, { outputSteps, horizon: 2, ...scaled }));
    }
  });

  test('says what it is', () => {
    const model = makeModel([recurrent('lstm', 3), linear]);
    const file = readOnnx(exportModel(model.file));
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
    const scaler = { shift: [300, 20], scale: [120, 8] };
    const settings = { inputScaler: scaler, draw: () => 0.5 };
    const model = makeModel([recurrent('lstm', 3), linear], settings);
    expect(printOnnx(exportModel(model.file))).toMatchInlineSnapshot(`
      "file format 8, operators onnx 18
      made by RNN Studio 1.2.3
      about: A model for a test
      metadata rnn_studio.version: 1.2.3
      metadata rnn_studio.spec: task: forecast
      metadata rnn_studio.inputs: ["column 0","column 1"]
      metadata rnn_studio.targets: ["column 0"]
      metadata rnn_studio.horizon: 1
      metadata rnn_studio.units: input: In the units of the data (scaling is part of the graph), last axis: column 0, column 1; forecast: In the units of the data (scaling is part of the graph), last axis: column 0
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
        stored linear.0.weight float[1, 3] = 0.5, 0.5, 0.5
        stored linear.0.bias float[1] = 0.5
        stored integers_0_1_1 int64[3] = 0, 1, 1
        input/Sub = Sub(input, input.shift)
        input/Div = Div(input/Sub, input.scale)
        input/Transpose = Transpose(input/Div) {perm=[1, 0, 2]}
        -, lstm.0/LSTM = LSTM(input/Transpose, lstm.0.W, lstm.0.R, lstm.0.B) {hidden_size=3}
        lstm.0/Squeeze = Squeeze(lstm.0/LSTM, integers_0)
        linear.0/output = Gemm(lstm.0/Squeeze, linear.0.weight, linear.0.bias) {transB=1}
        forecast = Reshape(linear.0/output, integers_0_1_1)
        output forecast float[batch, 1, 1]
      "
    `);
  });

  test('gives the same bytes for the same model', () => {
    const { file } = makeModel([recurrent('mut', 3), linear]);
    expect(exportModel(file)).toEqual(exportModel(file));
  });
});

/** A file with what its numbers are checked against. */
interface TestedModel {
  readonly file: ExportedModel;
  readonly model: Model;
  /** By their full names. */
  readonly parameters: Readonly<Record<string, ParameterData>>;
}

interface Settings {
  readonly outputSteps?: 'last' | 'every';
  readonly horizon?: number;
  readonly inputScaler?: ExportedModel['input']['scaler'];
  readonly outputScaler?: ExportedModel['input']['scaler'];
  readonly draw?: () => number;
}

function makeModel(
  layers: readonly LayerSpec[],
  settings: Settings = {},
  cells: readonly Cell[] = [mut],
): TestedModel {
  const {
    outputSteps = 'last',
    horizon = 1,
    draw = () => 1.6 * (random.uniform() - 0.5),
  } = settings;
  const columns = (count: number) => Array.from({ length: count }, (_, index) => `column ${index}`);
  const model = smallModel({
    layers,
    cells,
    input: { kind: 'values', names: columns(inputSize) },
    output: { names: ['column 0'], horizon, steps: outputSteps },
  });
  const vector = Float32Array.from({ length: parameterCount(model) }, draw);
  const unscaled = (count: number) => ({
    shift: Array(count).fill(0),
    scale: Array(count).fill(1),
  });
  const targets = (model.layers.at(-1)?.outputSize ?? 0) / horizon;
  const file: ExportedModel = {
    name: 'test',
    documentation: 'A model for a test',
    layers: exportedLayers(model, vector),
    ragged: false,
    input: {
      name: 'input',
      kind: 'values',
      columns: columns(inputSize),
      scaler: settings.inputScaler ?? unscaled(inputSize),
    },
    output: {
      name: 'forecast',
      kind: 'values',
      columns: columns(targets),
      scaler: settings.outputScaler ?? unscaled(targets),
      horizon,
      steps: outputSteps,
    },
    version: '1.2.3',
    spec: 'task: forecast\n',
  };
  const parameters = model.parameters.map(({ name, shape, offset }) => {
    const data = vector.subarray(offset, offset + sizeOf(shape));
    return [name, { shape, data }] as const;
  });
  return { file, model, parameters: Object.fromEntries(parameters) };
}

/** Runs the file with random inputs and compares it with plain loops over the layers. */
async function expectRight(model: TestedModel): Promise<void> {
  const { shift, scale } = model.file.input.scaler;
  const inputs = sizes.map(({ batch, time }) => {
    const unscaled = randomTensor([batch, time, inputSize], random.normal);
    const data = unscaled.data.map((value, index) =>
      Math.fround(value * (scale[index % inputSize] ?? 1) + (shift[index % inputSize] ?? 0)),
    );
    return { ...unscaled, data };
  });
  const actual = await runOnnx(
    exportModel(model.file),
    inputs.map((input) => ({ input })),
  );
  inputs.forEach((input, index) => {
    expectClose(actual[index] ?? {}, { forecast: expectedOutput(model, input) });
  });
}

function expectedOutput(tested: TestedModel, { data, shape }: Float64Tensor): Float64Tensor {
  const [batch = 0, time = 0, width = 0] = shape;
  const { input, output } = tested.file;
  const targets = output.columns.length;
  const results = Array.from({ length: batch }, (_, sequence) => {
    const start = Array.from({ length: time }, (_, step) =>
      Array.from({ length: width }, (_, column) => {
        const value = data[(sequence * time + step) * width + column] ?? 0;
        return (value - (input.scaler.shift[column] ?? 0)) / (input.scaler.scale[column] ?? 1);
      }),
    );
    const steps = tested.model.layers.reduce<readonly (readonly number[])[]>(
      (values, layer) => applyLayer(tested, layer, values),
      start,
    );
    const wanted = output.steps === 'last' ? steps.slice(-1) : steps;
    return wanted.map((values) =>
      values.map((value, index) => {
        const target = index % targets;
        return value * (output.scaler.scale[target] ?? 1) + (output.scaler.shift[target] ?? 0);
      }),
    );
  });
  const inner = output.steps === 'every' && output.horizon === 1 ? [] : [output.horizon];
  const outer = output.steps === 'every' ? [batch, time] : [batch];
  return { data: Float64Array.from(results.flat(2)), shape: [...outer, ...inner, targets] };
}

function applyLayer(
  { parameters }: TestedModel,
  layer: Layer,
  steps: readonly (readonly number[])[],
): readonly (readonly number[])[] {
  const find = (local: string) => present(parameters[`${layer.name}.${local}`], local);
  if (layer.kind === 'recurrent') {
    const { cell, sizes } = layer;
    const own = cell.parameters.map(({ name }) => [name, find(name)] as const);
    return runCell(cell, Object.fromEntries(own), sizes, steps).map((step) => [
      ...(step.get(cell.output) ?? []),
    ]);
  }
  const { data } = find('weight');
  return steps.map((values) =>
    Array.from(find('bias').data, (start, row) =>
      values.reduce(
        (sum, value, column) => sum + value * (data[row * values.length + column] ?? 0),
        start,
      ),
    ),
  );
}
