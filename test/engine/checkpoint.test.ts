import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/base/userError.ts';
import {
  readCheckpoint,
  readWeights,
  writeCheckpoint,
  writeWeights,
} from '../../src/engine/checkpoint.ts';
import { initialProgress, parseProgress } from '../../src/engine/progress.ts';
import { readSafetensors, writeSafetensors } from '../../src/engine/safetensors.ts';
import { lineModel } from './fakeRun.ts';

const model = lineModel();
const state = {
  parameters: Float32Array.of(0.25, -3),
  slots: { momentum: Float32Array.of(1e-7, 2) },
  progress: { ...initialProgress(3), best: { epoch: 2, validationLoss: 0.1 + 0.2 } },
};

describe('writeCheckpoint', () => {
  it('stores each tensor under its own name and shape', () => {
    const { tensors } = readSafetensors(writeCheckpoint(model, state), 'a');
    expect([...tensors].map(([name, { dimensions }]) => [name, dimensions])).toEqual([
      ['linear.0.weight', [1, 1]],
      ['linear.0.bias', [1]],
      ['momentum/linear.0.weight', [1, 1]],
      ['momentum/linear.0.bias', [1]],
    ]);
  });

  it('is read back the same', () => {
    expect(readCheckpoint(writeCheckpoint(model, state), 'a', model, ['momentum'])).toEqual(state);
  });
});

describe('readWeights', () => {
  it('reads the parameters of a checkpoint and of weights alone', () => {
    expect(readWeights(writeWeights(model, state), 'a', model)).toEqual(state.parameters);
    expect(readWeights(writeCheckpoint(model, state), 'a', model)).toEqual(state.parameters);
  });

  it('names the tensor that is missing or has another shape', () => {
    const tensor = { data: Float32Array.of(1), dimensions: [1, 1] };
    const only = (names: readonly string[]) =>
      writeSafetensors({
        tensors: new Map(names.map((name) => [name, tensor])),
        metadata: new Map(),
      });
    expect(() => readWeights(only(['linear.0.weight']), 'b', model)).toThrow(
      '"b" has no tensor "linear.0.bias": it belongs to another model',
    );
    expect(() => readWeights(only(['linear.0.weight', 'linear.0.bias']), 'b', model)).toThrow(
      'Tensor "linear.0.bias" in "b" has shape [1, 1] and the model needs [1]',
    );
  });
});

describe('readCheckpoint', () => {
  it('refuses weights without the progress of a run', () => {
    const bytes = writeSafetensors({
      ...readSafetensors(writeWeights(model, state), 'a'),
      metadata: new Map(),
    });
    expect(() => readCheckpoint(bytes, 'c', model, [])).toThrow(UserError);
  });
});

describe('parseProgress', () => {
  it.each([
    '',
    'null',
    '{}',
    '[]',
    '3',
    '{"step":1,"epoch":0,"current":{"steps":0,"shuffle":[1,2,3],"lossSum":0,"largestGradientNorm":0,"clippedSteps":0}}',
  ])('takes %s as no progress', (text) => {
    expect(parseProgress(text)).toBeUndefined();
  });
});
