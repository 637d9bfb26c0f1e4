import { describe, expect, it } from 'vitest';
import { fitScaler, scaleMatrix, unscaleMatrix } from '../../src/data/scaler.ts';

const values = Float64Array.of(1, 10, 3, 10, 5, 10, 1000, -1000);
const rows = { first: 0, end: 3 };

describe('fitScaler', () => {
  it('gives the given rows mean 0 and deviation 1, whatever lies behind them', () => {
    const scaler = fitScaler('standard', values, 2, rows);
    expect(scaler.shift).toEqual([3, 10]);
    expect(scaler.scale[0]).toBeCloseTo(Math.sqrt(8 / 3), 15);
  });

  it('maps the given rows to the range from 0 to 1', () => {
    const scaler = fitScaler('minmax', values, 2, rows);
    expect([...scaleMatrix(scaler, Float64Array.of(1, 10, 3, 10, 5, 10))]).toEqual([
      0, 0, 0.5, 0, 1, 0,
    ]);
  });

  it('keeps the unit of a column that never changes', () => {
    expect(fitScaler('standard', values, 2, rows).scale[1]).toBe(1);
    expect(fitScaler('minmax', values, 2, rows).scale[1]).toBe(1);
  });

  it('changes nothing for kind none, and for no rows', () => {
    const identity = { shift: [0, 0], scale: [1, 1] };
    expect(fitScaler('none', values, 2, rows)).toEqual(identity);
    expect(fitScaler('standard', values, 2, { first: 2, end: 2 })).toEqual(identity);
  });
});

describe('unscaleMatrix', () => {
  it('undoes scaleMatrix, up to 32 bits', () => {
    const scaler = fitScaler('standard', values, 2, rows);
    const back = unscaleMatrix(scaler, scaleMatrix(scaler, values));
    values.forEach((value, index) => {
      expect(back[index]).toBeCloseTo(value, 3);
    });
  });

  it('leaves values as they are where nothing was scaled', () => {
    const none = { shift: [], scale: [] };
    expect([...unscaleMatrix(none, scaleMatrix(none, Float64Array.of(1, 2)))]).toEqual([1, 2]);
  });
});
