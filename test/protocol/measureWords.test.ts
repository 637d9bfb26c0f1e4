import { describe, expect, test } from 'vitest';
import { changeWords } from '../../src/protocol/measureWords.ts';

const error = { name: 'mean squared error', unit: '', better: 'smaller' } as const;
const accuracy = { name: 'accuracy', unit: '', better: 'larger' } as const;

describe('changeWords', () => {
  test.each([
    [10, 20, '50 % less squared error'],
    [25.2, 20.16, '25 % more squared error'],
    [30, 10, '200 % more squared error'],
    [20, 10, '100 % more squared error'],
    [0, 10, '100 % less squared error'],
    // Rounded to whole numbers these would say that there is no error, or no difference.
    [0.02, 10, '99.8 % less squared error'],
    [0.002, 10, '99.98 % less squared error'],
    [0.00002, 10, 'over 99.99 % less squared error'],
    [9.99, 10, '0.1 % less squared error'],
    [10.0000001, 10, 'less than 0.01 % more squared error'],
    [3, 0, 'more squared error'],
  ])('compares an error of %d with %d', (score, other, words) => {
    expect(changeWords(error, score, other)).toBe(words);
  });

  test.each([
    [0.973, 0.111, '86.2 points more accuracy'],
    [0.5, 0.5004, '0.04 points less accuracy'],
  ])('compares an accuracy of %d with %d', (score, other, words) => {
    expect(changeWords(accuracy, score, other)).toBe(words);
  });
});
