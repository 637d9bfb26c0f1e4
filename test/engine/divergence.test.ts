import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/base/userError.ts';
import type { Cell } from '../../src/cells/cell.ts';
import { compileModel, compileProbe } from '../../src/compile/compileModel.ts';
import { buildForecastDataset } from '../../src/data/forecast/buildForecastDataset.ts';
import type { RunFile } from '../../src/engine/ports.ts';
import { forecastTask } from '../../src/engine/tasks/forecastTask.ts';
import { train } from '../../src/engine/train.ts';
import { createOnnxRuntime } from '../../src/runtime/onnxRuntime.ts';
import { defaultOptimizers } from '../../src/spec/declarations/optimizerType.ts';
import type { LayerSpec, TrainSpec } from '../../src/spec/spec.ts';
import { makeCell } from '../cells/runCell.ts';
import { linear, recurrent, smallModel } from '../compile/smallModel.ts';
import { forecastOptions, numberTable } from '../data/forecast/forecastData.ts';
import { lineRun, memoryStore } from './fakeRun.ts';

const wave = Array.from({ length: 40 }, (_, row) => Math.sin(row / 3));
const table = numberTable({ a: wave, b: wave.map((value) => value ** 2) });

/** A run of a small network by ONNX Runtime, from where the files stand. */
function trainSmall(
  files: Map<RunFile, Uint8Array>,
  change: Partial<TrainSpec>,
  layers: readonly LayerSpec[] = [recurrent('lstm', 3), linear],
  cells: readonly Cell[] = [],
  shares = 1,
) {
  const model = smallModel({ layers, cells, train: { batch: 8, ...change } });
  const dataset = buildForecastDataset(table, {
    ...forecastOptions({ inputs: ['a', 'b'], window: 5 }),
  });
  return train({
    ...lineRun(memoryStore(files), model).options,
    compiled: compileModel(model, shares),
    compileProbe: (options) => compileProbe(model, options),
    dataset,
    task: forecastTask(dataset),
    runtime: createOnnxRuntime({ threads: 1 }),
  });
}

/** Doubles its exponent at every step: 20, 40, 80, and exp(90) is too large for float32. */
const doubling = makeCell(
  [
    's = 2 * s[t-1] + 20 * softplus(0 * (W @ x)) / softplus(0 * (W @ x))',
    'g = exp(s - 65)',
    'h = g / (1 + g)',
  ].join('\n'),
  { name: 'doubling' },
);

/** Harmless for small inputs. */
const growth = makeCell('g = exp(W @ x + R @ h[t-1])\nh = 0.5 * h[t-1] + g / (1 + g)', {
  name: 'growth',
});

function adam(rate: number) {
  return { ...defaultOptimizers.adam, rate };
}

describe('train', () => {
  it.each([
    { rate: 1e25, place: 'the loss is not finite, because the output of layer "linear.0"' },
    { rate: 1e39, place: 'parameter "lstm.0.W_i" of layer "lstm.0" is not finite any more' },
  ])(
    'stops where Adam diverges at a rate of $rate and keeps the last good checkpoint',
    async ({ rate, place }) => {
      const files = new Map<RunFile, Uint8Array>();
      await trainSmall(files, { epochs: 2, optimizer: adam(0.01) });
      const good = files.get('last.safetensors');
      const failure = await trainSmall(files, { epochs: 9, optimizer: adam(rate) }).catch(
        (error) => error,
      );
      expect(failure).toBeInstanceOf(UserError);
      // Both epochs have three steps, so the first step at the new rate is the seventh.
      expect(failure.message).toMatch(/^Training diverged at step [78] in epoch 3: /);
      expect(failure.message).toContain(`: ${place}`);
      expect(failure.message).toContain(
        '. The checkpoint of epoch 2 is kept. Try a lower learning',
      );
      expect(files.get('last.safetensors')).toEqual(good);
    },
  );

  it.each(['forward', 'reverse'] as const)(
    'names step, layer, equation and operation, %s',
    async (direction) => {
      const layers = [recurrent('lstm', 3), recurrent('doubling', 2, 1, { direction }), linear];
      const failure = await trainSmall(new Map(), {}, layers, [doubling]).catch((error) => error);
      // s is 20, 60, 140: the exponent passes 88.7 in the fourth step of five.
      const step = direction === 'reverse' ? 2 : 4;
      expect(failure.message).toContain(
        `Training diverged at step 1 in epoch 1: candidate "g" of layer "doubling.1" is not finite at time step ${step}, where "exp(s - 65)" in its equation gives Infinity`,
      );
    },
  );

  it.each([1, 2])(
    'looks at the very noise of the step that diverged, %i shares',
    async (shares) => {
      const noise = { kind: 'noise', deviation: 1e6 } as const;
      const layers = [noise, recurrent('growth', 2), linear];
      const failure = await trainSmall(new Map(), {}, layers, [growth], shares).catch(
        (error) => error,
      );
      expect(failure.message).toContain(
        'candidate "g" of layer "growth.0" is not finite at time step 1, where "exp(W @ x + R @ h[t-1])" in its',
      );
    },
  );
});
