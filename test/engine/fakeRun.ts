import type { Tensor } from '../../src/base/tensor.ts';
import type { CompiledModel, Probe } from '../../src/compile/compiledModel.ts';
import {
  buildForecastDataset,
  type ForecastDataset,
} from '../../src/data/forecast/buildForecastDataset.ts';
import type { RunFile, RunStore, Runtime, Session } from '../../src/engine/ports.ts';
import { forecastTask } from '../../src/engine/tasks/forecastTask.ts';
import type { TrainOptions } from '../../src/engine/trainContext.ts';
import type { Graph } from '../../src/graph/graph.ts';
import type { RunEvent } from '../../src/protocol/runEvents.ts';
import type { Model } from '../../src/resolve/model.ts';
import { sha256 } from '../../src/runtime/sha256.ts';
import { defaultOptimizers } from '../../src/spec/declarations/optimizerType.ts';
import { defaultTrain } from '../../src/spec/declarations/trainKeys.ts';
import type { TrainSpec } from '../../src/spec/spec.ts';
import { forecastOptions, numberTable } from '../data/forecast/forecastData.ts';

/** The model y = weight x[T-1] + bias, trained by momentum: enough to test what surrounds a model. */
export function lineModel(change: Partial<TrainSpec> = {}): Model {
  const data = { kind: 'forecast', file: 'a.csv', ...forecastOptions() } as const;
  const train: TrainSpec = {
    ...defaultTrain,
    epochs: 4,
    batch: 4,
    optimizer: { ...defaultOptimizers.sgd, rate: 0.02, momentum: 0.5 },
    clip: { norm: 1, value: undefined, per: 'all' },
    stop: undefined,
    ...change,
  };
  const parameter = {
    layer: 'linear.0',
    pass: 'linear.0',
    inCell: undefined,
    trainable: true,
    initializer: uniform,
  };
  return {
    spec: { task: 'forecast', data, cells: {}, model: [], train },
    input: { kind: 'values', names: ['a'] },
    output: { kind: 'values', names: ['a'], horizon: 1, steps: 'last', skip: 0 },
    ragged: false,
    layers: [
      {
        kind: 'linear',
        name: 'linear.0',
        inputSize: 1,
        outputSize: 1,
        specIndex: 0,
        activation: 'none',
      },
    ],
    parameters: [
      {
        ...parameter,
        name: 'linear.0.weight',
        local: 'weight',
        stem: 'weight',
        kind: 'linear',
        shape: [1, 1],
        shapeNames: ['output', 'input'],
        offset: 0,
      },
      {
        ...parameter,
        name: 'linear.0.bias',
        local: 'bias',
        stem: 'bias',
        kind: 'bias',
        shape: [1],
        shapeNames: ['output'],
        offset: 1,
      },
    ],
  };
}

/** A wave that the model can follow better than the last value does. */
export const wave: ForecastDataset = buildForecastDataset(
  numberTable({
    a: Array.from({ length: 30 }, (_, row) => 10 + 5 * (-1) ** row + Math.sin(row)),
  }),
  { ...forecastOptions(), scale: 'standard' },
);

/** Options for a run of the line model, with what it sends. */
export function lineRun(
  store: RunStore,
  model: Model = lineModel(),
): { options: TrainOptions; events: RunEvent[]; stop: AbortController } {
  const events: RunEvent[] = [];
  const stop = new AbortController();
  const options: TrainOptions = {
    model,
    compiled,
    compileProbe: () => probe,
    dataset: wave,
    task: forecastTask(wave),
    runtime: lineRuntime(model),
    store,
    digest: sha256,
    clock: { now: () => 0 },
    notices: [],
    origin: { spec: 'a.rnn.yaml', pid: 7 },
    signal: stop.signal,
    onEvent: (event) => events.push(event),
  };
  return { options, events, stop };
}

/** A store in memory; `onWrite` is told before each write, and may throw as a crash would. */
export function memoryStore(
  files: Map<RunFile, Uint8Array>,
  onWrite: (kind: 'replace' | 'append', file: RunFile, bytes: Uint8Array) => void = () => {},
): RunStore {
  return {
    id: 'line-1',
    folder: 'runs/line-1',
    read: (file) => files.get(file),
    replace: (file, bytes) => {
      onWrite('replace', file, bytes);
      files.set(file, bytes.slice());
    },
    append: (file, text) => {
      const bytes = new TextEncoder().encode(text);
      onWrite('append', file, bytes);
      files.set(file, join(files.get(file) ?? new Uint8Array(), bytes));
    },
  };
}

export function join(a: Uint8Array, b: Uint8Array): Uint8Array {
  const whole = new Uint8Array(a.length + b.length);
  whole.set(a);
  whole.set(b, a.length);
  return whole;
}

const uniform = { kind: 'uniform', low: -0.5, high: 0.5 } as const;

const graph: Graph = { name: 'line', inputs: [], nodes: [], outputs: [] };
const compiled: CompiledModel = {
  trainingStep: { graph, bytes: Uint8Array.of(0) },
  update: undefined,
  shares: 1,
  slots: ['momentum'],
  noise: [],
};
const probe: Probe = { graph, bytes: Uint8Array.of(2) };

type Inputs = Readonly<Record<string, Tensor>>;

/** Computes what the programs would, in plain numbers: the evaluation is any that is not marked. */
export function lineRuntime(model: Model): Runtime {
  const programs = [
    (inputs: Inputs) => trainingStep(inputs, model.spec.train),
    (inputs: Inputs) => ({
      loss: scalar(differentiate(inputs).loss),
      prediction: column(predictAll(inputs)),
    }),
    (inputs: Inputs) => {
      const { loss, gradient } = differentiate(inputs);
      return {
        'output.linear.0': column(predictAll(inputs)),
        loss: scalar(loss),
        gradient: { data: gradient, dimensions: [2] },
      };
    },
  ];
  return {
    load: async (bytes): Promise<Session> => ({
      run: async (inputs) => (programs[bytes[0] ?? 0] ?? programs[1])?.(inputs) ?? {},
      release: async () => {},
    }),
  };
}

function trainingStep(inputs: Inputs, train: TrainSpec): Record<string, Tensor> {
  const { loss, gradient } = differentiate(inputs);
  const norm = Math.hypot(...gradient);
  const shrink = Math.min(1, (train.clip?.norm ?? Number.POSITIVE_INFINITY) / norm);
  const rate = inputs.rate?.data[0] ?? 0;
  const momentum = inputs.momentum?.data.map((old, k) => 0.5 * old + shrink * (gradient[k] ?? 0));
  const parameters = inputs.parameters?.data.map((old, k) => old - rate * (momentum?.[k] ?? 0));
  return {
    'next.parameters': { data: parameters ?? new Float32Array(), dimensions: [2] },
    'next.momentum': { data: momentum ?? new Float32Array(), dimensions: [2] },
    loss: scalar(loss),
    gradient_norm: scalar(norm),
    clipped: scalar(shrink < 1 ? 1 : 0),
  };
}

function differentiate(inputs: Inputs): { loss: number; gradient: Float32Array } {
  const x = lastInputs(inputs);
  const errors = predictAll(inputs).map((value, b) => value - (inputs.y?.data[b] ?? 0));
  const mean = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0) / x.length;
  return {
    loss: Math.fround(mean(errors.map((error) => error ** 2))),
    gradient: Float32Array.of(
      mean(errors.map((error, b) => 2 * error * (x[b] ?? 0))),
      2 * mean(errors),
    ),
  };
}

function predictAll(inputs: Inputs): Float32Array {
  const [weight = 0, bias = 0] = inputs.parameters?.data ?? [];
  return lastInputs(inputs).map((value) => weight * value + bias);
}

function lastInputs(inputs: Inputs): Float32Array {
  const [time = 0, batch = 0] = inputs.x?.dimensions ?? [];
  return (inputs.x?.data ?? new Float32Array()).subarray((time - 1) * batch);
}

function scalar(value: number): Tensor {
  return { data: Float32Array.of(value), dimensions: [] };
}

function column(data: Float32Array): Tensor {
  return { data, dimensions: [data.length, 1] };
}
