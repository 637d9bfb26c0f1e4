import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/base/userError.ts';
import { compileModel, compileProbe } from '../../src/compile/compileModel.ts';
import { buildForecastDataset } from '../../src/data/forecast/buildForecastDataset.ts';
import type { RunFile } from '../../src/engine/ports.ts';
import { forecastTask } from '../../src/engine/tasks/forecastTask.ts';
import { train } from '../../src/engine/train.ts';
import { createOnnxRuntime } from '../../src/runtime/onnxRuntime.ts';
import { defaultOptimizers } from '../../src/spec/declarations/optimizerType.ts';
import type { TrainSpec } from '../../src/spec/spec.ts';
import { linear, recurrent, smallModel } from '../compile/smallModel.ts';
import { forecastOptions, numberTable } from '../data/forecast/forecastData.ts';
import { lineRun, memoryStore } from './fakeRun.ts';

const wave = Array.from({ length: 40 }, (_, row) => Math.sin(row / 3));
const table = numberTable({ a: wave, b: wave.map((value) => value ** 2) });

/** A run of a small LSTM by ONNX Runtime, from where the files stand. */
function trainSmall(files: Map<RunFile, Uint8Array>, change: Partial<TrainSpec>) {
  const layers = [recurrent('lstm', 3), linear];
  const model = smallModel({ layers, train: { batch: 8, ...change } });
  const dataset = buildForecastDataset(table, {
    ...forecastOptions({ inputs: ['a', 'b'], window: 5 }),
  });
  return train({
    ...lineRun(memoryStore(files), model).options,
    compiled: compileModel(model),
    compileProbe: () => compileProbe(model),
    dataset,
    task: forecastTask(dataset),
    runtime: createOnnxRuntime({ threads: 1 }),
  });
}

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
});
