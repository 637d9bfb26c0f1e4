import { describe, expect, it } from 'vitest';
import { accuracy, mostFrequentAccuracy } from '../../src/data/accuracy.ts';
import type { DataShape } from '../../src/data/dataShape.ts';
import type { Part } from '../../src/data/dataset.ts';

const last: DataShape = {
  input: { kind: 'values', names: ['x'] },
  output: { kind: 'classes', names: ['a', 'b', 'c'], horizon: 1, steps: 'last', skip: 0 },
  ragged: true,
};
const every: DataShape = { ...last, output: { ...last.output, steps: 'every', skip: 1 } };

const part = (...targets: readonly number[][]): Part => ({
  sequences: targets.map((classes) => ({
    length: classes.length,
    inputs: new Float32Array(classes.length),
    targets: Float32Array.from(classes),
  })),
});

describe('accuracy', () => {
  it('is the share of sequences whose likeliest class is right', () => {
    const predictions = [
      [0, 1, 0],
      [3, -1, 2],
      [-5, -2, -1],
    ].map((logits) => Float32Array.from(logits));
    expect(accuracy(last, part([1], [1], [2]), predictions)).toBeCloseTo(2 / 3, 12);
  });

  it('counts each step behind those that do not count', () => {
    const logits = Float32Array.of(0, 0, 1, 0, 1, 0, 1, 0, 0);
    expect(accuracy(every, part([0, 1, 2]), [logits])).toBe(0.5);
  });

  it('finds no class where the model gives no numbers', () => {
    expect(accuracy(last, part([0]), [Float32Array.of(Number.NaN, Number.NaN, 0)])).toBe(0);
    expect(accuracy(last, part([0]), [new Float32Array(3).fill(Number.NaN)])).toBe(0);
  });
});

describe('mostFrequentAccuracy', () => {
  it('tells the most frequent class of the training part', () => {
    expect(mostFrequentAccuracy(last, part([2], [2], [1]), part([2], [1], [0], [2]))).toBe(0.5);
  });

  it('counts only the steps that count', () => {
    expect(mostFrequentAccuracy(every, part([2, 1], [2, 1], [2, 2]), part([1, 1, 2]))).toBe(0.5);
  });
});
