import { present } from '../../src/base/invariant.ts';
import type { DataShape } from '../../src/data/dataShape.ts';
import type { Sequence } from '../../src/data/dataset.ts';
import { cellLibrary } from '../../src/resolve/cellLibrary.ts';
import { type Model, parameterCount } from '../../src/resolve/model.ts';
import { resolveLayers } from '../../src/resolve/resolveLayers.ts';
import { resolveParameters } from '../../src/resolve/resolveParameters.ts';
import { linearDefaults } from '../../src/spec/declarations/modelKeys.ts';
import { defaultOptimizers } from '../../src/spec/declarations/optimizerType.ts';
import { recurrentDefaults } from '../../src/spec/declarations/recurrentKeys.ts';
import { defaultTrain } from '../../src/spec/declarations/trainKeys.ts';
import type { Spec } from '../../src/spec/spec.ts';

/** The cells that are measured where nothing else is said: PyTorch has the first three. */
export const benchCells = ['lstm', 'gru', 'rnn', 'peephole-lstm', 'mut1'] as const;

/** The sizes of one measured training step. */
export interface Row {
  readonly input: number;
  readonly hidden: number;
  readonly layers: number;
  readonly output: number;
  readonly batch: number;
  readonly time: number;
}

/** From a toy to a language model: the first is the lecture's network. */
export const rows: readonly Row[] = [
  { input: 1, hidden: 100, layers: 2, output: 1, batch: 32, time: 50 },
  { input: 1, hidden: 4, layers: 1, output: 1, batch: 32, time: 50 },
  { input: 28, hidden: 128, layers: 1, output: 10, batch: 64, time: 28 },
  { input: 88, hidden: 200, layers: 1, output: 88, batch: 16, time: 60 },
  { input: 200, hidden: 200, layers: 2, output: 200, batch: 20, time: 35 },
  { input: 650, hidden: 650, layers: 2, output: 650, batch: 20, time: 35 },
];

/** A network on sequences that are long enough to show what grows with them. */
export const longRow: Row = {
  input: 32,
  hidden: 128,
  layers: 1,
  output: 32,
  batch: 32,
  time: 5000,
};

/** The row in one line. */
export function rowName(row: Omit<Row, 'time'> & { readonly time: number | string }): string {
  const { input, hidden, layers, output, batch, time } = row;
  return `I=${input} H=${hidden} layers=${layers} O=${output} B=${batch} T=${time}`;
}

/** A cell with a linear head and an output at every time step, plain SGD, no clipping. */
export function rowModel(cell: string, row: Row): Model {
  const columns = (prefix: string, count: number) =>
    Array.from({ length: count }, (_, index) => `${prefix}${index}`);
  const spec: Spec = {
    task: 'forecast',
    data: {
      kind: 'forecast',
      file: '',
      inputs: columns('x', row.input),
      targets: columns('y', row.output),
      window: row.time,
      horizon: 1,
      scale: 'none',
      split: [1, 0, 0],
      season: undefined,
    },
    cells: {},
    model: [
      { kind: 'recurrent', cell, hidden: row.hidden, ...recurrentDefaults, layers: row.layers },
      { kind: 'linear', ...linearDefaults, size: row.output },
    ],
    train: {
      ...defaultTrain,
      batch: row.batch,
      optimizer: defaultOptimizers.sgd,
    },
  };
  const shape: DataShape = {
    input: { kind: 'values', names: columns('x', row.input) },
    output: {
      kind: 'values',
      names: columns('y', row.output),
      horizon: 1,
      steps: 'every',
      skip: 0,
    },
    ragged: false,
  };
  const layers = present(resolveLayers(spec, shape, cellLibrary()), 'layers');
  const parameters = resolveParameters(spec, layers).map((resolved) => resolved.parameter);
  return { spec, ...shape, layers, parameters };
}

/** Parameters for a row that are the same in every run. */
export function rowParameters({ hidden }: Row, model: Model): Float32Array {
  return wave(parameterCount(model), 1 / Math.sqrt(hidden));
}

/** A batch for a row that is the same in every run. */
export function rowSequences({ batch, time, input, output }: Row): readonly Sequence[] {
  return Array.from({ length: batch }, (_, place) => ({
    length: time,
    inputs: wave(time * input, 1, place),
    targets: wave(time * output, 1, place),
  }));
}

function wave(length: number, scale: number, start = 0): Float32Array {
  return Float32Array.from(
    { length },
    (_, index) => scale * Math.sin(start + index * 0.731 + (index % 17)),
  );
}
