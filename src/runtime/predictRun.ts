import { UserError } from '../base/userError.ts';
import type { NamedSequence } from '../data/namedSequence.ts';
import { openEvaluator } from '../engine/openEvaluator.ts';
import { type Prediction, predict } from '../engine/predict.ts';
import { sequencesIn } from '../resolve/tasks/tasks.ts';
import { readDataFile } from './nodeDataSource.ts';
import { createOnnxRuntime } from './onnxRuntime.ts';
import type { OpenedRun } from './openRun.ts';

/**
 * Predicts with a run's best parameters from each sequence in a file, which holds what the files of its
 * task hold, and needs no targets: forecasts after every window of rows, classes or numbers of series
 * or texts, tags of tokens, what comes after every token of a text or every step of a piece. `shown` is
 * what messages call the file.
 *
 * @throws UserError where the file is missing, unreadable, or lacks what the model needs.
 */
export async function predictRun(
  run: OpenedRun,
  file: string,
  shown: string,
): Promise<readonly Prediction[]> {
  const sequences = readSequences(run, file, shown);
  const evaluator = await openEvaluator(createOnnxRuntime(), run.model);
  try {
    return await predict(run, evaluator, sequences);
  } finally {
    await evaluator.session.release();
  }
}

function readSequences(run: OpenedRun, file: string, shown: string): readonly NamedSequence[] {
  const found = readDataFile(file);
  if (found.kind !== 'text' && found.kind !== 'unreadable') {
    throw new UserError(`There is no file "${shown}"`);
  }
  const read = found.kind === 'text' ? sequencesIn(run.model, found.text, run.inputScaler) : found;
  if (read.kind === 'unreadable') {
    throw new UserError(`Cannot read "${shown}": ${read.message}`);
  }
  if (read.value.length === 0) {
    throw new UserError(`"${shown}" holds nothing to predict from`);
  }
  return read.value;
}
