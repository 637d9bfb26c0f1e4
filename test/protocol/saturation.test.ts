import { expect, test } from 'vitest';
import { saturation } from '../../src/protocol/saturation.ts';

test('saturation counts for each unit how often it is nearly shut and nearly open', () => {
  const steps = [
    [0.05, 0.95],
    [0.5, 0.99],
    [0.09, 0.1],
    [0.02, 0.9],
  ];
  expect(saturation(Float32Array.from(steps.flat()), 2)).toEqual([
    { left: 0.75, right: 0 },
    { left: 0, right: 0.5 },
  ]);
});
