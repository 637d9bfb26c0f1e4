import { describe, expect, test } from 'vitest';
import { outcomeText, stepText } from '../../../media/gates/surroundings.ts';
import type { ModelDescription, TraceSummary } from '../../../src/protocol/inspector.ts';

function model(output: ModelDescription['output']): ModelDescription {
  const input = { kind: 'values', names: ['a'] } as const;
  return { name: 'm', run: undefined, weights: [], splits: [], input, output, passes: [] };
}

function summary(target: readonly number[], prediction: readonly number[]): TraceSummary {
  return {
    trace: 1,
    from: 0,
    steps: 2,
    input: new Float32Array(2),
    target: Float32Array.from(target),
    prediction: Float32Array.from(prediction),
    largest: [],
  };
}

const names = ['a', 'b', 'c'];

describe('outcomeText', () => {
  test('says what was predicted from a whole sequence, and what it was', () => {
    const classes = model({ kind: 'classes', names, steps: 'last', horizon: 1 });
    expect(outcomeText(classes, summary([2], [0.1, 0.7, 0.2]))).toBe(
      'Predicted “b” (70 %), and it was “c”',
    );
    const values = model({ kind: 'values', names: ['price'], steps: 'last', horizon: 1 });
    expect(outcomeText(values, summary([422], [363.91]))).toBe(
      'Predicted price 363.9 (it was 422.0)',
    );
  });

  test('says every step of a forecast of several', () => {
    const two = model({ kind: 'values', names: ['price'], steps: 'last', horizon: 2 });
    expect(outcomeText(two, summary([1, 2], [1.5, 2.5]))).toBe(
      'Predicted price +1 1.500 (it was 1.000), price +2 2.500 (it was 2.000)',
    );
  });

  test('says nothing of a sequence with an output at every step', () => {
    const every = model({ kind: 'classes', names, steps: 'every', horizon: 1 });
    expect(outcomeText(every, summary([0, 1], [1, 0, 0, 0, 1, 0]))).toBeUndefined();
  });
});

describe('stepText', () => {
  test('names the likeliest classes of a step', () => {
    const every = model({ kind: 'classes', names, steps: 'every', horizon: 1 });
    expect(stepText(every, summary([0, 1], [1, 0, 0, 0.2, 0.7, 0.1]), 1)).toBe(
      'predicted “b” 70 %, “a” 20 %, “c” 10 %; it was “b”',
    );
  });

  test('names the notes that sound', () => {
    const every = model({ kind: 'flags', names, steps: 'every', horizon: 1 });
    expect(stepText(every, summary([1, 0, 1, 0, 0, 0], [0.9, 0.1, 0.2, 0, 0, 0]), 0)).toBe(
      'predicted a, it was a c',
    );
    expect(stepText(every, summary([1, 0, 1, 0, 0, 0], [0.9, 0.1, 0.2, 0, 0, 0]), 1)).toBe(
      'predicted nothing, it was nothing',
    );
  });
});
