import { UserError } from '../base/userError.ts';
import type { Table } from '../data/table.ts';
import { openEvaluator } from '../engine/openEvaluator.ts';
import { type Forecast, forecastDataOf, predict } from '../engine/predict.ts';
import { readTable } from '../resolve/readers.ts';
import { readDataFile } from './nodeDataSource.ts';
import { createOnnxRuntime } from './onnxRuntime.ts';
import type { OpenedRun } from './openRun.ts';

/** Forecasts with the table that they continue. */
export interface Predicted {
  readonly table: Table;
  readonly forecasts: readonly Forecast[];
}

/**
 * Forecasts with a run's best parameters after every window of rows in a CSV file; `shown` is what
 * messages call the file.
 *
 * @throws UserError where the file is missing, unreadable, or lacks what the model needs, or where the
 * run is of another task.
 */
export async function predictRun(run: OpenedRun, file: string, shown: string): Promise<Predicted> {
  forecastDataOf(run.model);
  const table = tableIn(file, shown);
  const evaluator = await openEvaluator(createOnnxRuntime(), run.model);
  try {
    return { table, forecasts: await predict(run, evaluator, table, shown) };
  } finally {
    await evaluator.session.release();
  }
}

function tableIn(file: string, shown: string): Table {
  const read = readTable(readDataFile(file));
  switch (read.kind) {
    case 'read':
      return read.value;
    case 'unreadable':
      throw new UserError(`Cannot read "${shown}": ${read.message}`);
    case 'missing':
    case 'pending':
      throw new UserError(`There is no file "${shown}"`);
  }
}
