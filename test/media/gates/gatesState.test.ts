import { describe, expect, test } from 'vitest';
import { initialState, withSequence } from '../../../media/gates/gatesState.ts';
import type { ModelDescription } from '../../../src/protocol/inspector.ts';

const model: ModelDescription = {
  name: 'airline',
  run: undefined,
  weights: ['best', 'untrained'],
  splits: [
    { name: 'train', lengths: [24, 24] },
    { name: 'validation', lengths: [24, 30_000] },
    { name: 'test', lengths: [] },
  ],
  input: { kind: 'values', names: ['a'] },
  output: { kind: 'values', names: ['a'], steps: 'last', horizon: 1 },
  passes: ['lstm.0', 'lstm.1'].map((name) => ({
    name,
    layer: name,
    reverse: false,
    equations: '',
    picture: { width: 0, height: 0, box: { width: 0, height: 0 }, nodes: [], lines: [] },
    values: [{ name: 'h', role: 'state', width: 4 }],
  })),
};

describe('initialState', () => {
  test('begins with the first validation sequence and the weights that are named first', () => {
    expect(initialState(model, {})).toEqual({
      weights: 'best',
      split: 'validation',
      index: 0,
      from: 0,
      steps: 24,
      pass: 'lstm.0',
      order: 'index',
      unit: 0,
    });
  });

  test('takes up what was kept, as far as it is still there', () => {
    const kept = { weights: 'last', split: 'train', index: 7, pass: 'lstm.1', unit: 3 } as const;
    expect(initialState(model, kept)).toMatchObject({
      weights: 'best',
      split: 'train',
      index: 1,
      pass: 'lstm.1',
      unit: 3,
    });
  });

  test('takes another part where the validation part is empty, and none where all are', () => {
    const [train, , test] = model.splits;
    const some = [train, { name: 'validation', lengths: [] }, test] as ModelDescription['splits'];
    expect(initialState({ ...model, splits: some }, {})?.split).toBe('train');
    const none = model.splits.map((split) => ({ ...split, lengths: [] }));
    expect(initialState({ ...model, splits: none }, {})).toBeUndefined();
    expect(initialState({ ...model, passes: [] }, {})).toBeUndefined();
  });
});

describe('withSequence', () => {
  test('looks at long sequences in pieces', () => {
    const split = { name: 'validation', lengths: [24, 30_000] } as const;
    expect(withSequence(split, 1, 0)).toMatchObject({ from: 0, steps: 10_000 });
    expect(withSequence(split, 1, 25_000)).toMatchObject({ from: 25_000, steps: 5000 });
    expect(withSequence(split, 9, 99_999)).toMatchObject({ index: 1, from: 29_999, steps: 1 });
  });
});
