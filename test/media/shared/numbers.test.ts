import { describe, expect, test } from 'vitest';
import {
  decimalsFor,
  formatCount,
  formatDuration,
  formatMeasure,
  formatPower,
  formatShare,
  formatShort,
} from '../../../media/shared/numbers.ts';

test('formatCount separates thousands', () => {
  expect(formatCount(121301)).toBe('121,301');
});

describe('formatMeasure', () => {
  test.each([
    [21.34, '21.3'],
    [0.08, '0.0800'],
    [999.7, '1,000'],
    [12345.6, '12,346'],
    [-3.456, '−3.46'],
    [1.23e-7, '1.2e−7'],
    [0, '0.00'],
    [Number.NaN, 'not a number'],
    [Number.NEGATIVE_INFINITY, '−infinity'],
  ])('writes %d as %s', (value, text) => {
    expect(formatMeasure(value)).toBe(text);
  });
});

describe('formatPower', () => {
  test.each([
    [1, '1'],
    [0.001, '0.001'],
    [1000, '1,000'],
    [1e-5, '10⁻⁵'],
    [1e-12, '10⁻¹²'],
    [1e7, '10⁷'],
  ])('writes %d as %s', (value, text) => {
    expect(formatPower(value)).toBe(text);
  });
});

describe('formatShort', () => {
  test.each([
    [0.003, '0.003'],
    [0.30000000000000004, '0.3'],
    [0, '0'],
    [1500, '1,500'],
    [0.00001, '1.0e−5'],
  ])('writes %d as %s', (value, text) => {
    expect(formatShort(value)).toBe(text);
  });
});

test.each([
  [0, '0 %'],
  [0.004, '0.4 %'],
  [0.6666, '67 %'],
  [1, '100 %'],
])('formatShare writes %d as %s', (share, text) => {
  expect(formatShare(share)).toBe(text);
});

test.each([
  [0.2, '1 s'],
  [59, '59 s'],
  [60, '1 min'],
  [200, '3 min 20 s'],
  [7500, '2 h 5 min'],
])('formatDuration writes %d as %s', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});

test.each([
  [[21.3, 47.2], 1],
  [[0.0123], 4],
  [[1234], 0],
  [[0], 0],
])('decimalsFor shows %j with %d decimals', (values, decimals) => {
  expect(decimalsFor(values)).toBe(decimals);
});
