import { describe, expect, it } from 'vitest';
import { buildForecastDataset } from '../../src/data/buildForecastDataset.ts';
import { makeBatch } from '../../src/data/makeBatch.ts';
import { forecastOptions, numberTable } from './forecastData.ts';

const a = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
const table = numberTable({ a, b: a.map((value) => value * 100) });

describe('makeBatch', () => {
  it('puts time outermost in x and the horizon outermost in y', () => {
    const options = forecastOptions({
      inputs: ['a', 'b'],
      targets: ['b', 'a'],
      window: 2,
      horizon: 2,
    });
    const batch = makeBatch(buildForecastDataset(table, options), [5, 2]);
    expect(batch.size).toBe(2);
    expect([...batch.x]).toEqual([3, 300, 0, 0, 4, 400, 1, 100]);
    expect([...batch.y]).toEqual([500, 5, 600, 6, 200, 2, 300, 3]);
  });

  it('scales inputs and targets by the training part', () => {
    const options = forecastOptions({ targets: ['b'], scale: 'minmax', window: 1 });
    const batch = makeBatch(buildForecastDataset(table, options), [8]);
    expect(batch.x[0]).toBeCloseTo(7 / 5, 6);
    expect(batch.y[0]).toBeCloseTo(8 / 5, 6);
  });
});
