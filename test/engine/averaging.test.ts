import { expect, test } from 'vitest';
import { averagingShare } from '../../src/engine/averaging.ts';

/** The mean of the values so far, as the shares make it. */
function meanOf(decay: number | undefined, values: readonly number[]): number {
  return values.reduce(
    (mean, value, index) => mean + averagingShare({ decay, start: 1 }, 1, index) * (value - mean),
    0,
  );
}

const values = [3, -1, 4, 10];

test('averagingShare() weighs all steps the same', () => {
  expect(meanOf(undefined, values)).toBeCloseTo(4, 12);
});

test('averagingShare() weighs steps by how long ago they are, in sum 1', () => {
  const weights = [0.9 ** 3, 0.9 ** 2, 0.9, 1];
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const expected = values.reduce((total, value, i) => total + (value * (weights[i] ?? 0)) / sum, 0);
  expect(meanOf(0.9, values)).toBeCloseTo(expected, 12);
});

test('averagingShare() is 0 before averaging begins, then takes the first step whole', () => {
  const average = { decay: 0.5, start: 3 };
  expect(averagingShare(average, 2, 0)).toBe(0);
  expect(averagingShare(average, 3, 0)).toBe(1);
});
