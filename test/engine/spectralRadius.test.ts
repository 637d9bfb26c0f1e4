import { describe, expect, test } from 'vitest';
import { createRandom } from '../../src/base/random.ts';
import { spectralRadius } from '../../src/engine/spectralRadius.ts';

const angle = 0.7;

describe('spectralRadius', () => {
  test.each([
    ['a diagonal', [0.5, 0, 0, -0.9], 2, 0.9],
    [
      'a rotation that shrinks, whose eigenvalues are complex',
      [Math.cos(angle), -Math.sin(angle), Math.sin(angle), Math.cos(angle)].map((x) => 0.8 * x),
      2,
      0.8,
    ],
    ['a matrix that is far from normal', [0.5, 100, 0, 0.25], 2, 0.5],
    ['nothing', [0, 0, 0, 0], 2, 0],
    ['one number', [-3], 1, 3],
  ])('finds that of %s', (_, matrix, n, expected) => {
    expect(spectralRadius(matrix, n)).toBeCloseTo(expected, 2);
  });

  test('of a random matrix is that of the circular law, about deviation · √n', () => {
    const random = createRandom(3, 'matrix');
    const matrix = Float32Array.from({ length: 10_000 }, () => random.normal() / 10);
    expect(spectralRadius(matrix, 100)).toBeGreaterThan(0.85);
    expect(spectralRadius(matrix, 100)).toBeLessThan(1.15);
  });
});
