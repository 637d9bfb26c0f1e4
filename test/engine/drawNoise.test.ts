import { describe, expect, test } from 'vitest';
import { drawNoise } from '../../src/engine/drawNoise.ts';
import type { NoiseInput } from '../../src/lower/noise.ts';

const keep: NoiseInput = {
  name: 'noise.dropout.0',
  shape: ['T', 'B', 20],
  kind: 'keep',
  rate: 0.25,
  kept: 4 / 3,
};
const normal: NoiseInput = {
  name: 'noise.noise.0',
  shape: ['B', 500],
  kind: 'normal',
  deviation: 0.1,
};
const sizes = { T: 10, B: 8 };

function draw(input: NoiseInput, step = 1, seed = 1): Float32Array {
  return drawNoise([input], sizes, seed, `0/${step}`)[input.name]?.data ?? new Float32Array();
}

describe('drawNoise', () => {
  test('keeps the share of values that the rate leaves, scaled so that their mean is 1', () => {
    const values = draw(keep);
    expect(values).toHaveLength(1600);
    expect(new Set(values)).toEqual(new Set([0, Math.fround(4 / 3)]));
    const dropped = values.filter((value) => value === 0).length / values.length;
    // Four standard deviations of a share of 1,600 draws.
    expect(Math.abs(dropped - 0.25)).toBeLessThan(4 * Math.sqrt((0.25 * 0.75) / 1600));
  });

  test('draws from a normal distribution of the deviation that is asked for', () => {
    const values = draw(normal);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0) / values.length);
    expect(Math.abs(mean)).toBeLessThan((4 * 0.1) / Math.sqrt(4000));
    expect(Math.abs(deviation - 0.1)).toBeLessThan((4 * 0.1) / Math.sqrt(8000));
  });

  test('gives the same numbers for the same step, and others for another step, seed or place', () => {
    expect(draw(keep)).toEqual(draw(keep));
    expect(draw(keep, 2)).not.toEqual(draw(keep));
    expect(draw(keep, 1, 2)).not.toEqual(draw(keep));
    expect(draw({ ...keep, name: 'noise.dropout.1' })).not.toEqual(draw(keep));
  });
});
