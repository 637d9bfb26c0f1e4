import { describe, expect, it } from 'vitest';
import { openEvaluator } from '../../src/engine/openEvaluator.ts';
import { predict, type TrainedModel } from '../../src/engine/predict.ts';
import { numberTable } from '../data/forecast/forecastData.ts';
import { lineModel, lineRuntime } from './fakeRun.ts';

/** Twice the last value plus one, in scaled units where 10 is the unit of inputs and 100 of targets. */
const trained: TrainedModel = {
  model: lineModel(),
  parameters: Float32Array.of(2, 1),
  inputScaler: { shift: [0], scale: [10] },
  targetScaler: { shift: [5], scale: [100] },
};

async function forecast(columns: Record<string, number[]>, change?: (cells: string[]) => void) {
  const evaluator = await openEvaluator(lineRuntime(trained.model), trained.model);
  const table = numberTable(columns);
  change?.(table.columns[0]?.cells as string[]);
  return predict(trained, evaluator, table, 'new.csv');
}

describe('predict', () => {
  it('forecasts each row that has a window, and the one behind the end, in own units', async () => {
    expect(await forecast({ a: [0, 0, 10, 20, 30, 40] })).toEqual([
      { row: 3, label: '3', values: [[305]] },
      { row: 4, label: '4', values: [[505]] },
      { row: 5, label: '5', values: [[705]] },
      { row: 6, label: '6', values: [[905]] },
    ]);
  });

  it('forecasts once from exactly one window', async () => {
    expect(await forecast({ a: [0, 0, 10] })).toEqual([{ row: 3, label: '3', values: [[305]] }]);
  });

  it('says what is wrong with the rows', async () => {
    await expect(forecast({ b: [1, 2, 3] })).rejects.toThrow('"new.csv" has no column "a"');
    await expect(forecast({ a: [1, 2] })).rejects.toThrow(
      '"new.csv" has 2 rows and the model looks at 3 time steps',
    );
    const spoil = (cells: string[]) => {
      cells[1] = 'none';
    };
    await expect(forecast({ a: [1, 2, 3] }, spoil)).rejects.toThrow(
      'Line 3 of "new.csv" holds "none" in column "a": put a number there',
    );
  });
});
