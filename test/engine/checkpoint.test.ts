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
import { sha256 } from '../../src/runtime/sha256.ts';
import { lineModel } from './fakeRun.ts';

const model = lineModel();
const state = {
  parameters: Float32Array.of(0.25, -3),
  slots: { momentum: Float32Array.of(1e-7, 2) },
  carried: { 'initial.rnn.0.h': { data: Float32Array.of(3, 4), dimensions: [2, 1] } },
  progress: {
    ...initialProgress(3),
    best: { evaluation: 2, epoch: 2, step: 8, validationLoss: 0.1 + 0.2 },
  },
};

describe('writeCheckpoint', () => {
  it('stores each tensor under its own name and shape', () => {
    const { tensors } = readSafetensors(writeCheckpoint(model, state, sha256), 'a');
    expect([...tensors].map(([name, { dimensions }]) => [name, dimensions])).toEqual([
      ['linear.0.weight', [1, 1]],
      ['linear.0.bias', [1]],
      ['momentum/linear.0.weight', [1, 1]],
      ['momentum/linear.0.bias', [1]],
      ['carried/initial.rnn.0.h', [2, 1]],
    ]);
  });

  it('is read back the same', () => {
    expect(
      readCheckpoint(writeCheckpoint(model, state, sha256), 'a', model, ['momentum'], sha256),
    ).toEqual(state);
  });
});

describe('readWeights', () => {
  it('reads the parameters of a checkpoint and of weights alone', () => {
    expect(readWeights(writeWeights(model, state, sha256), 'a', model, sha256)).toEqual(
      state.parameters,
    );
    expect(readWeights(writeCheckpoint(model, state, sha256), 'a', model, sha256)).toEqual(
      state.parameters,
    );
  });

  it('names the tensor that is missing or has another shape', () => {
    const bytes = writeWeights(model, state, sha256);
    const [weight, bias] = model.parameters;
    const other = (changed: typeof bias) => ({
      ...model,
      parameters: weight && changed ? [weight, changed] : [],
    });
    expect(() =>
      readWeights(bytes, 'b', other(bias && { ...bias, name: 'linear.0.b' }), sha256),
    ).toThrow('"b" has no tensor "linear.0.b": it belongs to another model');
    expect(() =>
      readWeights(bytes, 'b', other(bias && { ...bias, shape: [1, 1] }), sha256),
    ).toThrow('Tensor "linear.0.bias" in "b" has shape [1] and the model needs [1, 1]');
  });
});

describe('readCheckpoint', () => {
  it('gives what was written or refuses, whichever bit of the file is flipped', () => {
    const bytes = writeCheckpoint(model, state, sha256);
    for (let bit = 0; bit < 8 * bytes.length; bit++) {
      const outcome = outcomeOf(flipBit(bytes, bit));
      expect(outcome instanceof UserError ? state : outcome, `bit ${bit}`).toEqual(state);
    }
  });

  it.each([
    { name: 'a tensor', from: (length: number) => length - 1 },
    {
      name: 'the progress',
      from: (_length: number, text: string) => text.indexOf('lossSum') + 10,
    },
  ])('calls a file damaged whose bit is flipped in $name', ({ from }) => {
    const bytes = writeCheckpoint(model, state, sha256);
    const byte = from(bytes.length, new TextDecoder('latin1').decode(bytes));
    expect(outcomeOf(flipBit(bytes, 8 * byte))).toMatchObject({
      name: 'UserError',
      message:
        '"d" is damaged: it does not hold the numbers that were written to it; put a copy of the ' +
        'file back, or train again',
    });
  });

  it('refuses weights without the progress of a run', () => {
    const bytes = writeSafetensors({
      ...readSafetensors(writeWeights(model, state, sha256), 'a'),
      metadata: new Map(),
    });
    expect(() => readCheckpoint(bytes, 'c', model, [], sha256)).toThrow(UserError);
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

function outcomeOf(bytes: Uint8Array): unknown {
  try {
    return readCheckpoint(bytes, 'd', model, ['momentum'], sha256);
  } catch (error) {
    return error;
  }
}

function flipBit(bytes: Uint8Array, bit: number): Uint8Array {
  const damaged = bytes.slice();
  damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return damaged;
}
