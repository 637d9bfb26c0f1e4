import { describe, expect, it } from 'vitest';
import type { RunFile } from '../../src/engine/ports.ts';
import { readSafetensors } from '../../src/engine/safetensors.ts';
import { train } from '../../src/engine/train.ts';
import type { EpochMetrics } from '../../src/protocol/runEvents.ts';
import { defaultOptimizers } from '../../src/spec/declarations/optimizerType.ts';
import { join, lineModel, lineRun, memoryStore } from './fakeRun.ts';

type Files = Map<RunFile, Uint8Array>;

const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

function metricsOf(files: Files): EpochMetrics[] {
  const lines = text(files.get('metrics.jsonl')).split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line));
}

async function unbroken(): Promise<Files> {
  const files: Files = new Map();
  await train(lineRun(memoryStore(files)).options);
  return files;
}

describe('train', () => {
  it('lowers the validation loss and reports the best parameters beside the baseline', async () => {
    const files: Files = new Map();
    const model = lineModel({ epochs: 40 });
    const report = await train(lineRun(memoryStore(files), model).options);
    const metrics = metricsOf(files);
    expect(metrics).toHaveLength(40);
    const losses = metrics.map(({ validationLoss }) => validationLoss);
    expect(losses.at(-1)).toBeLessThan((losses[0] ?? 0) / 2);
    const best = metrics[report.bestEpoch - 1];
    expect(best?.validationLoss).toBe(Math.min(...losses));
    expect(report).toMatchObject({ reason: 'epochs', epochs: 40, measure: { unit: 'a' } });
    expect(report.validation.score).toBe(best?.validationScore);
    expect(report.validation.score).toBeLessThan(report.validation.baselines[0]?.score ?? 0);
    expect(JSON.parse(text(files.get('report.json')))).toEqual(report);
  });

  it('takes every sequence once per epoch, in a new order, with a last smaller batch', async () => {
    const epochs: number[][] = [];
    const { options } = lineRun(memoryStore(new Map()));
    const load = options.runtime.load;
    const runtime = {
      load: async (bytes: Uint8Array) => {
        const session = await load(bytes);
        const run: typeof session.run = (inputs) => {
          const step = inputs.step?.data[0];
          if (step !== undefined) {
            const epoch = Math.floor((step - 1) / 4);
            epochs[epoch] = [...(epochs[epoch] ?? []), ...(inputs.y?.data ?? [])];
          }
          return session.run(inputs);
        };
        return { ...session, run };
      },
    };
    await train({ ...options, runtime });
    expect(epochs.map((targets) => targets.length)).toEqual([15, 15, 15, 15]);
    const sorted = epochs.map((targets) => `${[...targets].sort((a, b) => a - b)}`);
    expect(new Set(sorted).size).toBe(1);
    expect(new Set(epochs.map(String)).size).toBe(4);
  });

  it('tells its start, steps, epochs and forecasts', async () => {
    const { options, events } = lineRun(memoryStore(new Map()));
    let time = 0;
    await train({ ...options, clock: { now: () => (time += 100) } });
    expect(events[0]).toMatchObject({
      type: 'started',
      run: 'line-1',
      parameters: 2,
      sequences: { train: 15, validation: 6, test: 6 },
      stepsPerEpoch: 4,
      epochsDone: 0,
      history: [],
    });
    const kinds = new Set(events.map(({ type }) => type));
    expect([...kinds]).toEqual(['started', 'step', 'epoch', 'forecast']);
    const epochs = events.filter((event) => event.type === 'epoch');
    expect(epochs.map(({ epoch, step }) => [epoch, step])).toEqual([
      [1, 4],
      [2, 8],
      [3, 12],
      [4, 16],
    ]);
    expect(epochs.map(({ secondsLeft }) => secondsLeft > 0)).toEqual([true, true, true, false]);
    expect(events.at(-1)).toMatchObject({
      type: 'forecast',
      series: [{ target: 'a', rows: [18, 19, 20, 21, 22, 23] }],
    });
  });

  it('writes the same bytes for the same seed and others for another', async () => {
    const other: Files = new Map();
    await train(lineRun(memoryStore(other), lineModel({ seed: 2 })).options);
    expect(await unbroken()).toEqual(await unbroken());
    expect(text(other.get('metrics.jsonl'))).not.toBe(
      text((await unbroken()).get('metrics.jsonl')),
    );
  });

  it('stops early after so many epochs without a better one', async () => {
    const files: Files = new Map();
    const model = lineModel({ epochs: 500, stop: { patience: 2 } });
    const report = await train(lineRun(memoryStore(files), model).options);
    expect(report.reason).toBe('early-stop');
    expect(report.epochs).toBe(report.bestEpoch + 2);
    expect(metricsOf(files)).toHaveLength(report.epochs);
    const again = await train(lineRun(memoryStore(files), model).options);
    expect(again).toEqual(report);
  });

  it('is resumed with the same bytes wherever a crash falls, also between two files', async () => {
    const expected = await unbroken();
    let crashes = 0;
    for (let writes = 0; ; writes++) {
      const files: Files = new Map();
      let left = writes;
      const crashing = memoryStore(files, (kind, file, bytes) => {
        if (left-- === 0) {
          if (kind === 'append') {
            files.set(file, join(files.get(file) ?? new Uint8Array(), bytes.slice(0, 20)));
          }
          throw new Error('crash');
        }
      });
      const crashed = await train(lineRun(crashing).options).then(
        () => false,
        () => true,
      );
      if (!crashed) {
        break;
      }
      crashes++;
      await train(lineRun(memoryStore(files)).options);
      expect(files).toEqual(expected);
    }
    expect(crashes).toBeGreaterThan(10);
  });

  it('is resumed with the same bytes at whatever step it is stopped', async () => {
    const expected = await unbroken();
    for (let steps = 0; steps < 16; steps++) {
      const files: Files = new Map();
      const { options, stop } = lineRun(memoryStore(files));
      let done = 0;
      const clock = { now: () => (done += 1000) };
      const onEvent: typeof options.onEvent = (event) => {
        if (
          event.type === (steps === 0 ? 'started' : 'step') &&
          (event.type === 'started' || event.step === steps)
        ) {
          stop.abort();
        }
      };
      const report = await train({ ...options, clock, onEvent });
      expect(report).toMatchObject({ reason: 'stopped', epochs: Math.floor(steps / 4) });
      await train(lineRun(memoryStore(files)).options);
      expect(files).toEqual(expected);
    }
  });

  it('reports the best weights of a run that is stopped in the middle of an epoch', async () => {
    const files: Files = new Map();
    const { options, stop } = lineRun(memoryStore(files));
    let time = 0;
    const onEvent: typeof options.onEvent = (event) => {
      if (event.type === 'step' && event.step === 10) {
        stop.abort();
      }
    };
    const report = await train({ ...options, onEvent, clock: { now: () => (time += 1000) } });
    const best = metricsOf(files)[report.bestEpoch - 1];
    expect(report.validation.score).toBe(best?.validationScore);
  });

  it.each([
    {
      name: 'the last layer',
      rate: 1e30,
      clip: undefined,
      message: /the (output|loss|gradient|norm).*"linear.0"/,
    },
    {
      name: 'a parameter',
      rate: 1e39,
      clip: undefined,
      message: /parameter "linear.0.\w+" of layer "linear.0"/,
    },
  ])(
    'stops where $name is not finite and keeps the last good checkpoint',
    async ({ rate, clip, message }) => {
      const files: Files = new Map();
      const model = lineModel({
        clip,
        optimizer: { ...defaultOptimizers.sgd, rate, momentum: 0.5 },
      });
      const failure = await train(lineRun(memoryStore(files), model).options).catch(
        (error) => error,
      );
      expect(failure.name).toBe('UserError');
      expect(failure.message).toMatch(/^Training diverged at step \d+ in epoch 1: /);
      expect(failure.message).toMatch(message);
      expect(failure.message).toMatch(/Try a lower learning rate than/);
      const kept = readSafetensors(files.get('last.safetensors') ?? new Uint8Array(), 'last');
      for (const { data } of kept.tensors.values()) {
        expect(data.every(Number.isFinite)).toBe(true);
      }
      expect(text(files.get('metrics.jsonl'))).toBe('');
    },
  );

  it('does not report other weights as the best where those are gone', async () => {
    const files = await unbroken();
    const { options } = lineRun(memoryStore(files), lineModel({ epochs: 5 }));
    let deleted = false;
    const onEvent: typeof options.onEvent = ({ type }) => {
      deleted ||= type === 'epoch' && files.delete('best.safetensors');
    };
    await expect(train({ ...options, onEvent })).rejects.toThrow('best.safetensors" is gone');
    expect(deleted).toBe(true);
  });

  it('refuses to resume where epochs are missing in the metrics', async () => {
    const files = await unbroken();
    const lines = text(files.get('metrics.jsonl')).split('\n');
    files.set('metrics.jsonl', new TextEncoder().encode(`${lines.slice(0, 2).join('\n')}\n`));
    await expect(train(lineRun(memoryStore(files)).options)).rejects.toThrow(
      /does not hold the 4 evaluations/,
    );
  });
});
