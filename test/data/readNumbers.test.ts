import { describe, expect, it } from 'vitest';
import { readNumbers } from '../../src/data/readNumbers.ts';

describe('readNumbers', () => {
  it.each([
    ['12', 12],
    ['-0.5', -0.5],
    ['+.5', 0.5],
    ['3.', 3],
    ['1e-3', 1e-3],
    ['2E+4', 2e4],
  ])('reads %s', (cell, value) => {
    expect(readNumbers({ name: 'a', cells: [cell] })).toEqual({
      values: Float64Array.of(value),
      missing: [],
      text: [],
    });
  });

  it('names the rows where a number is missing', () => {
    const { values, missing, text } = readNumbers({
      name: 'a',
      cells: ['1', '', 'NA', 'NaN', '?'],
    });
    expect({ missing, text }).toEqual({ missing: [1, 2, 3, 4], text: [] });
    expect([...values]).toEqual([1, Number.NaN, Number.NaN, Number.NaN, Number.NaN]);
  });

  it.each(['abc', '1,5', '1 000', '0x10', 'Infinity', '1e999', '12a', 'e5', '.'])(
    'takes %s as text',
    (cell) => {
      expect(readNumbers({ name: 'a', cells: ['1', cell] }).text).toEqual([1]);
    },
  );
});
