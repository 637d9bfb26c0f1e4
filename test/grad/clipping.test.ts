import { describe, expect, test } from 'vitest';
import { type ClipSettings, clip } from '../../src/grad/clipping.ts';
import { GraphBuilder } from '../../src/graph/builder.ts';
import { evaluate } from '../../src/graph/evaluate.ts';

const gradient = [3, -4, 0.5, 0, -12];

/** Two groups: the first in two places with the norm 13, the second with the norm 4. */
const groups = [
  { size: 1, value: 'a' },
  { size: 2, value: 'b' },
  { size: 2, value: 'a' },
];
const one = [{ size: 5, value: 'all' }];

function clipNumbers(settings: Partial<ClipSettings>, numbers: readonly number[] = gradient) {
  const b = new GraphBuilder();
  const input = b.input('gradient', [numbers.length]);
  const limits = { norm: undefined, value: undefined, groups: one, ...settings };
  const { gradient: value, clipped } = clip(b, input, limits);
  const outputs = [
    { name: 'gradient', value },
    { name: 'clipped', value: clipped },
  ];
  const tensor = { shape: [numbers.length], data: Float64Array.from(numbers) };
  const results = evaluate(b.finish('clip', outputs), { gradient: tensor });
  return { gradient: [...(results.gradient?.data ?? [])], clipped: results.clipped?.data[0] };
}

describe('clip()', () => {
  test.each([
    ['nothing within its norm', { norm: 14 }, gradient, 0],
    ['the whole to its norm', { norm: 6.5 }, scaled(6.5 / Math.hypot(...gradient)), 1],
    ['nothing within its value', { value: 12 }, gradient, 0],
    ['each number by itself', { value: 3.5 }, [3, -3.5, 0.5, 0, -3.5], 1],
    ['numbers first, then the norm', { value: 3, norm: 0.1 }, limitedFirst(3, 0.1), 1],
    ['numbers only, where the norm is then small', { value: 1, norm: 9 }, [1, -1, 0.5, 0, -1], 1],
    ['nothing, where both limits hold', { value: 12, norm: 14 }, gradient, 0],
  ])('limits %s', (_, settings, expected, clipped) => {
    const result = clipNumbers(settings);
    expect(result.clipped).toBe(clipped);
    expectClose(result.gradient, expected);
  });

  test('limits each group of parameters to a norm of its own', () => {
    const normA = Math.hypot(3, 0, -12);
    const result = clipNumbers({ norm: 5, groups });
    expectClose(result.gradient, [(3 * 5) / normA, -4, 0.5, 0, (-12 * 5) / normA]);
    expect(result.clipped).toBe(1);
    expect(clipNumbers({ norm: 13, groups })).toEqual({ gradient, clipped: 0 });
  });

  test('keeps a gradient of zeros', () => {
    const zeros = gradient.map(() => 0);
    expectClose(clipNumbers({ norm: 1, value: 1 }, zeros).gradient, zeros);
  });
});

function scaled(factor: number): readonly number[] {
  return gradient.map((value) => value * factor);
}

function limitedFirst(value: number, norm: number): readonly number[] {
  const limited = gradient.map((number) => Math.max(-value, Math.min(value, number)));
  return limited.map((number) => (number * norm) / Math.hypot(...limited));
}

function expectClose(actual: readonly number[], expected: readonly number[]): void {
  const errors = expected.map((value, index) => Math.abs(value - (actual[index] ?? Number.NaN)));
  expect(Math.max(...errors)).toBeLessThan(1e-12);
}
