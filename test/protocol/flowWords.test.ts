import { describe, expect, test } from 'vitest';
import { describeFlow, shareLeft } from '../../src/protocol/flowWords.ts';

/** Norms that end at the step of the loss, which is the last. */
function flow(steps: number, normAt: (stepsBack: number) => number) {
  return { norms: Array.from({ length: steps }, (_, step) => normAt(steps - 1 - step)) };
}

describe('shareLeft', () => {
  test('compares with the step of the loss', () => {
    const value = flow(4, (back) => 8 * 0.5 ** back);
    expect([0, 1, 3, 4].map((back) => shareLeft(value, -3, back))).toEqual([
      1,
      0.5,
      0.125,
      undefined,
    ]);
  });
});

describe('describeFlow', () => {
  test.each([
    [flow(20, (back) => 0.5 ** back), 'after 7 steps less than 1 % of the gradient is left'],
    [flow(20, (back) => 2 ** back), 'after 7 steps the gradient is more than 100 times as large'],
    [flow(11, (back) => 0.9 ** back), 'after 10 steps 35 % of the gradient is left'],
    [flow(3, (back) => 1 + back), 'after 2 steps the gradient is 3.0 times as large'],
    [flow(2, (back) => 1e-3 ** back), 'after 1 step less than 1 % of the gradient is left'],
    [flow(1, () => 1), 'there is no step before the loss'],
    [flow(4, () => 0), 'the loss does not depend on it'],
    [
      flow(4, (back) => (back > 1 ? Number.NaN : 0.5 ** back)),
      'after 1 step 50 % of the gradient is left',
    ],
  ])('%#: says in words when it vanishes or grows', (value, words) => {
    expect(describeFlow(value, 1 - value.norms.length)).toBe(words);
  });
});
