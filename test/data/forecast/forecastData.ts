import type { ForecastOptions } from '../../../src/data/forecast/buildForecastDataset.ts';
import type { Table } from '../../../src/data/table.ts';

/** A table of numeric columns. */
export function numberTable(columns: Readonly<Record<string, readonly number[]>>): Table {
  const entries = Object.entries(columns);
  return {
    columns: entries.map(([name, cells]) => ({ name, cells: cells.map(String) })),
    rows: entries[0]?.[1].length ?? 0,
  };
}

/** One column `a` as input and target, unscaled, unless said otherwise. */
export function forecastOptions(change: Partial<ForecastOptions> = {}): ForecastOptions {
  return {
    inputs: ['a'],
    targets: ['a'],
    window: 3,
    horizon: 1,
    scale: 'none',
    split: [0.6, 0.2, 0.2],
    season: undefined,
    ...change,
  };
}
