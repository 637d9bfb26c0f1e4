import { describe, expect, test } from 'vitest';
import { compileModel } from '../../src/compile/compileModel.ts';
import type { Dataset, Sequence } from '../../src/data/dataset.ts';
import { readWeights } from '../../src/engine/checkpoint.ts';
import type { RunFile, Runtime } from '../../src/engine/ports.ts';
import { train } from '../../src/engine/train.ts';
import type { EpochMetrics, RunEvent } from '../../src/protocol/runEvents.ts';
import { createOnnxRuntime } from '../../src/runtime/onnxRuntime.ts';
import { sha256 } from '../../src/runtime/sha256.ts';
import { defaultOptimizers } from '../../src/spec/declarations/optimizerType.ts';
import type { TrainSpec } from '../../src/spec/spec.ts';
import { linear, recurrent, smallModel } from '../compile/smallModel.ts';
import { join, lineRun, memoryStore } from './fakeRun.ts';

type Files = Map<RunFile, Uint8Array>;

/** 15 training sequences of ten steps with a target at each: four batches of an epoch. */
const settings: Partial<TrainSpec> = {
  epochs: 3,
  batch: 4,
  optimizer: { ...defaultOptimizers.adam, rate: 0.03 },
};

function modelOf(change: Partial<TrainSpec>) {
  const layers = [recurrent('lstm', 2), linear];
  return smallModel({ layers, outputSteps: 'every', train: { ...settings, ...change } });
}

function sequence(start: number): Sequence {
  const wave = Array.from({ length: 11 }, (_, t) => Math.sin((start + t) / 3));
  return {
    length: 10,
    inputs: Float32Array.from(wave.slice(0, -1).flatMap((value) => [value, value ** 2])),
    targets: Float32Array.from(wave.slice(1)),
  };
}

const part = (from: number, count: number) => ({
  sequences: Array.from({ length: count }, (_, index) => sequence(from + 1.7 * index)),
});

const none = { shift: [], scale: [] };
const parts = { train: part(0, 15), validation: part(40, 4), test: part(50, 3) };

/** What is changed of a run: settings, and in how many shares its batches are computed. */
type Change = Partial<TrainSpec> & { readonly shares?: number };

/** Options for a run of a small LSTM by ONNX Runtime, from where the files stand. */
function runOf({ shares, ...change }: Change, store: ReturnType<typeof memoryStore>) {
  const model = modelOf(change);
  const dataset: Dataset = { shape: model, inputScaler: none, targetScaler: none, parts };
  const { options, stop } = lineRun(store, model);
  const task = {
    measure: options.task.measure,
    needsPredictions: false,
    score: (_part: string, { loss }: { readonly loss: number }) => Math.sqrt(loss),
    baselines: () => [],
  };
  const runtime = createOnnxRuntime({ threads: 1 });
  return {
    options: { ...options, compiled: compileModel(model, shares), dataset, task, runtime },
    stop,
  };
}

async function filesOf(change: Change): Promise<Files> {
  const files: Files = new Map();
  await train(runOf(change, memoryStore(files)).options);
  return files;
}

function metricsOf(files: Files): readonly EpochMetrics[] {
  const text = new TextDecoder().decode(files.get('metrics.jsonl'));
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));
}

function weightsIn(files: Files, name: RunFile, change: Partial<TrainSpec>): Float32Array {
  return readWeights(files.get(name) ?? new Uint8Array(), name, modelOf(change), sha256);
}

/** All that carries something from step to step, alone and together. */
const modes: readonly [string, Change][] = [
  ['steps of several batches', { accumulate: 3 }],
  ['an exponential mean', { average: { decay: 0.8, start: 1 } }],
  ['a mean that begins later', { average: { decay: undefined, start: 2 } }],
  ['evaluations within epochs', { evaluate: { every: 3 } }],
  [
    'a plateau schedule',
    { epochs: 6, schedule: { kind: 'plateau', patience: 1, factor: 0.5, min: 0 } },
  ],
  ['stretches with carried states', { truncate: 4 }],
  [
    'everything together',
    {
      truncate: 4,
      accumulate: 5,
      average: { decay: 0.9, start: 2 },
      evaluate: { every: 2 },
      warmup: 3,
      schedule: { kind: 'plateau', patience: 1, factor: 0.5, min: 0 },
      optimizer: { ...defaultOptimizers.rmsprop, momentum: 0.5, centered: true },
      clip: { norm: 0.1, value: 0.05, per: 'gate' },
      shares: 2,
    },
  ],
  ['batches in two shares', { shares: 2 }],
];

describe.each(modes)('train with %s', { timeout: 60_000 }, (_, change) => {
  test('is resumed with the same bytes wherever it is stopped or crashes', async () => {
    const expected = await filesOf(change);
    expect(metricsOf(expected).length).toBeGreaterThan(2);
    let batches = 0;
    for (; ; batches += 2) {
      const files: Files = new Map();
      const { reason } = await train(stoppedAfter(batches, change, files));
      if (reason !== 'stopped') {
        break;
      }
      await crashAtWrite(batches % 5, change, files);
      await train(runOf(change, memoryStore(files)).options);
      expect(files).toEqual(expected);
    }
    expect(batches).toBeGreaterThan(10);
  });
});

/** Options of a run that is asked to stop before it takes another batch. */
function stoppedAfter(batches: number, change: Change, files: Files) {
  const { options, stop } = runOf(change, memoryStore(files));
  let taken = 0;
  const look = () => {
    if (taken++ === batches) {
      stop.abort();
    }
    return stop.signal.aborted;
  };
  // The signal is looked at once before each batch.
  const signal = Object.defineProperty(new AbortController().signal, 'aborted', { get: look });
  return { ...options, signal };
}

async function crashAtWrite(writes: number, change: Change, files: Files) {
  let left = writes;
  const store = memoryStore(files, (kind, file, bytes) => {
    if (left-- === 0) {
      if (kind === 'append') {
        files.set(file, join(files.get(file) ?? new Uint8Array(), bytes.slice(0, 20)));
      }
      throw new Error('crash');
    }
  });
  await train(runOf(change, store).options).catch((error) => expect(error.message).toBe('crash'));
}

describe('train', () => {
  test('takes several batches for one step as if they were one large batch', async () => {
    const several = await filesOf({ batch: 2, accumulate: 4 });
    const large = await filesOf({ batch: 8 });
    const [inSteps, atOnce] = [several, large].map(metricsOf);
    expect(inSteps?.map(({ step }) => step)).toEqual([2, 4, 6]);
    for (const [index, metrics] of (atOnce ?? []).entries()) {
      const { trainLoss, validationLoss, gradientNorm } = inSteps?.[index] ?? metrics;
      // Float32 sums in another order, through six steps.
      expect(trainLoss / metrics.trainLoss).toBeCloseTo(1, 5);
      expect(validationLoss / metrics.validationLoss).toBeCloseTo(1, 5);
      expect(gradientNorm / metrics.gradientNorm).toBeCloseTo(1, 5);
    }
  });

  test('tells how many training steps an epoch has where each takes several batches', async () => {
    const events: RunEvent[] = [];
    const { options } = runOf({ epochs: 2, accumulate: 3 }, memoryStore(new Map()));
    await train({ ...options, onEvent: (event) => events.push(event) });
    expect(events[0]).toMatchObject({ type: 'started', stepsPerEpoch: 2 });
    expect(events.findLast(({ type }) => type === 'epoch')).toMatchObject({ step: 4 });
  });

  test.each([
    { name: 'plain batches', change: { epochs: 2 } },
    { name: 'stretches with carried states', change: { epochs: 2, truncate: 4 } },
    { name: 'steps of several batches', change: { epochs: 4, accumulate: 2 } },
  ])('comes to the same with $name in any number of shares', async ({ change }) => {
    const [whole = [], ...others] = await Promise.all(
      // The last batch of an epoch has three sequences, so fewer shares than the others.
      [1, 2, 4].map(async (shares) => metricsOf(await filesOf({ ...change, shares }))),
    );
    expect(whole).toHaveLength(change.epochs);
    for (const metrics of others) {
      for (const [index, { trainLoss, validationLoss, gradientNorm }] of metrics.entries()) {
        // Float32 sums in another order, through up to 24 steps.
        expect(trainLoss / (whole[index]?.trainLoss ?? 0)).toBeCloseTo(1, 5);
        expect(validationLoss / (whole[index]?.validationLoss ?? 0)).toBeCloseTo(1, 5);
        expect(gradientNorm / (whole[index]?.gradientNorm ?? 0)).toBeCloseTo(1, 5);
      }
    }
  });

  test('judges, keeps and reports the mean of the parameters', async () => {
    const change = { epochs: 2, average: { decay: undefined, start: 2 } };
    const files: Files = new Map();
    const { options } = runOf(change, memoryStore(files));
    const seen: Float32Array[] = [];
    const runtime = watching(options.runtime, (parameters) => seen.push(parameters));
    const report = await train({ ...options, runtime });
    // Four steps in the second epoch.
    const mean = (seen[7] as Float32Array).map(
      (_value, i) => seen.slice(4).reduce((sum, vector) => sum + (vector[i] ?? 0), 0) / 4,
    );
    const best = weightsIn(files, 'best.safetensors', change);
    expect(report.bestEpoch).toBe(2);
    expectClose(best, mean);
    expect(weightsIn(files, 'last.safetensors', change)).toEqual(best);
    const plain = metricsOf(await filesOf({ epochs: 2 }));
    const averaged = metricsOf(files);
    expect(averaged[0]).toEqual(plain[0]);
    expect(averaged[1]?.trainLoss).toBe(plain[1]?.trainLoss);
    expect(averaged[1]?.validationLoss).not.toBe(plain[1]?.validationLoss);
  });

  test('evaluates every so many steps and at the end', async () => {
    const files = await filesOf({ epochs: 2, evaluate: { every: 3 } });
    const places = metricsOf(files).map(({ epoch, step }) => [epoch, step]);
    expect(places).toEqual([
      [0.75, 3],
      [1.5, 6],
      [2, 8],
    ]);
  });

  test('counts patience in evaluations', async () => {
    // Steps this large make it worse.
    const optimizer = { ...defaultOptimizers.sgd, rate: 3 };
    const files: Files = new Map();
    const change = { optimizer, epochs: 50, evaluate: { every: 1 }, stop: { patience: 3 } };
    const report = await train(runOf(change, memoryStore(files)).options);
    const metrics = metricsOf(files);
    expect(report.reason).toBe('early-stop');
    expect(metrics.map(({ best }) => best).lastIndexOf(true)).toBe(metrics.length - 4);
  });

  test('lowers the rate on plateaus and writes the rate of every evaluation', async () => {
    const optimizer = { ...defaultOptimizers.sgd, rate: 3 };
    const schedule = { kind: 'plateau', patience: 2, factor: 0.5, min: 0.1 } as const;
    const metrics = metricsOf(await filesOf({ optimizer, epochs: 20, schedule }));
    let [best, waited, rate] = [Number.POSITIVE_INFINITY, 0, 3];
    for (const { validationLoss, learningRate } of metrics) {
      expect(learningRate).toBeCloseTo(rate, 12);
      waited = validationLoss < best ? 0 : waited + 1;
      best = Math.min(best, validationLoss);
      if (waited === schedule.patience) {
        [rate, waited] = [Math.max(schedule.min, rate * schedule.factor), 0];
      }
    }
    expect(rate).toBeLessThan(3);
  });

  test('follows a schedule step by step', async () => {
    const rates: number[] = [];
    const schedule = { kind: 'cosine', to: 0 } as const;
    const { options } = runOf({ epochs: 2, schedule, warmup: 2 }, memoryStore(new Map()));
    const runtime = watching(options.runtime, (_parameters, rate) => rates.push(rate));
    await train({ ...options, runtime });
    const expected = Array.from(
      { length: 8 },
      (_, step) => 0.03 * Math.min(1, (step + 1) / 2) * 0.5 * (1 + Math.cos((Math.PI * step) / 8)),
    );
    expectClose(Float32Array.from(rates), Float32Array.from(expected));
  });
});

/** A runtime that tells the new parameters and the rate of every update. */
function watching(
  runtime: Runtime,
  tell: (parameters: Float32Array, rate: number) => void,
): Runtime {
  return {
    load: async (bytes, use) => {
      const session = await runtime.load(bytes, use);
      const run: typeof session.run = async (inputs, outputs) => {
        const results = await session.run(inputs, outputs);
        const next = results['next.parameters'];
        if (next) {
          tell(next.data, inputs.rate?.data[0] ?? Number.NaN);
        }
        return results;
      };
      return { ...session, run, release: () => session.release() };
    },
  };
}

/** Float32 rounds to 6e-8. */
function expectClose(actual: Float32Array, expected: Float32Array): void {
  expect(actual.length).toBe(expected.length);
  const errors = expected.map((value, i) => Math.abs(value - (actual[i] ?? Number.NaN)));
  expect(Math.max(...errors)).toBeLessThan(1e-6);
}
