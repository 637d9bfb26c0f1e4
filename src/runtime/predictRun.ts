import path from 'node:path';
import { UserError } from '../base/userError.ts';
import { compileModel } from '../compile/compileModel.ts';
import { type Forecast, predict } from '../engine/predict.ts';
import { readDataFile } from './nodeDataSource.ts';
import { createOnnxRuntime } from './onnxRuntime.ts';
import type { OpenedRun } from './openRun.ts';

/**
 * Forecasts with a run's best parameters after every window of rows in a CSV file.
 *
 * @throws UserError where the file is missing, unreadable, or lacks what the model needs.
 */
export async function predictRun(run: OpenedRun, input: string): Promise<readonly Forecast[]> {
  const file = readDataFile(path.resolve(input));
  if (file.kind === 'unreadable') {
    throw new UserError(`"${input}" cannot be read as a table. ${file.message}`);
  }
  if (file.kind !== 'table') {
    throw new UserError(`There is no file "${input}"`);
  }
  const { prediction } = compileModel(run.model);
  const session = await createOnnxRuntime().load(prediction.bytes, 'occasional');
  try {
    return await predict(run, { session, batch: run.model.spec.train.batch }, file.table, input);
  } finally {
    await session.release();
  }
}
