import { describe, expect, it } from 'vitest';
import {
  buildForecastDataset,
  type ForecastDataset,
} from '../../../src/data/forecast/buildForecastDataset.ts';
import {
  forecastLastValue,
  forecastSeasonal,
  rootMeanSquaredError,
} from '../../../src/data/forecast/forecastBaselines.ts';
import { forecastOptions, numberTable } from './forecastData.ts';

/** A season of 3 rows that grows by 10 from season to season. */
const growing = Array.from({ length: 30 }, (_, row) => (row % 3) + 10 * Math.floor(row / 3));

function dataset(values: readonly number[], horizon: number): ForecastDataset {
  return buildForecastDataset(numberTable({ a: values }), forecastOptions({ horizon }));
}

describe('forecastLastValue', () => {
  it('repeats the value before the targets over the whole horizon', () => {
    const data = dataset([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 2);
    expect([...forecastLastValue(data, data.parts.test)]).toEqual([8, 8]);
  });
});

describe('forecastSeasonal', () => {
  it.each([1, 3, 7])('is exact on a season with steady growth, %i steps ahead', (horizon) => {
    const longer = [...growing, ...growing.map((value) => value + 100)];
    const data = dataset(longer, horizon);
    const forecasts = forecastSeasonal(data, data.parts.test, 3);
    expect(forecasts && rootMeanSquaredError(data, data.parts.test, forecasts)).toBeCloseTo(0, 10);
  });

  it('knows the growth of the training part only', () => {
    const flatThenUp = growing.map((_, row) => (row < 18 ? 0 : 6));
    const data = dataset(flatThenUp, 1);
    const forecasts = forecastSeasonal(data, data.parts.validation, 3);
    expect(forecasts && [...forecasts]).toEqual([0, 0, 0, 6, 6, 6]);
  });

  it('is absent where the training part is no longer than a season', () => {
    const data = dataset(growing, 1);
    expect(forecastSeasonal(data, data.parts.test, 18)).toBeUndefined();
    expect(forecastSeasonal(data, data.parts.test, 17)).toBeDefined();
  });
});

describe('rootMeanSquaredError', () => {
  it('is the root of the mean square over all targets', () => {
    const data = dataset([0, 0, 0, 0, 0, 0, 0, 0, 3, 4], 1);
    expect(rootMeanSquaredError(data, data.parts.test, Float64Array.of(0, 0))).toBeCloseTo(
      Math.sqrt(12.5),
      12,
    );
  });
});
