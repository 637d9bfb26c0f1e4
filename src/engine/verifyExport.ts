import { present } from '../base/invariant.ts';
import { UserError } from '../base/userError.ts';
import { exportedNames } from '../compile/exportRun.ts';
import type { Dataset } from '../data/dataset.ts';
import { concatenate, type Predictor, predictScaled, unscaleAll } from './evaluate.ts';
import type { Session } from './ports.ts';
import type { TrainedModel } from './predict.ts';

/** How far an exported file is from the engine, for one target column. */
export interface ExportDifference {
  readonly target: string;
  /** Largest absolute difference between two forecasts, in the units of the data. */
  readonly largest: number;
  /** The same, relative to the output's scale. */
  readonly relative: number;
}

/** What the comparison of an exported file with the engine found. */
export interface ExportCheck {
  /** Sequences of the validation part that were compared. */
  readonly sequences: number;
  /** The sizes of batch that the file was run with. */
  readonly batches: readonly number[];
  readonly differences: readonly ExportDifference[];
}

/** The largest difference that a good file may have, relative to the output's scale. */
export const exportTolerance = 1e-4;

/**
 * Runs an exported file beside the engine's own program on the validation part, with batches of
 * several sizes. The output's scale is the root mean square of the training rows' targets around the
 * scaler's zero: their standard deviation where they are scaled by it.
 *
 * @throws UserError where the forecasts differ by more than `exportTolerance`.
 */
export async function verifyExport(
  trained: TrainedModel,
  dataset: Dataset,
  engine: Predictor,
  exported: Session,
): Promise<ExportCheck> {
  const sequences = spread(dataset.parts.validation.sequences, mostSequences);
  const scaled = await predictScaled(engine, trained.parameters, dataset, sequences);
  const expected = unscaleAll(dataset.targetScaler, scaled);
  const batches = batchSizes(engine.batch, sequences.length);
  const largest = trained.model.output.names.map(() => 0);
  for (const batch of batches) {
    // Small batches show whether the size matters; that needs no whole pass.
    const some = sequences.slice(0, batch * mostBatches);
    const actual = await runExported(exported, dataset, some, batch);
    actual.forEach((value, index) => {
      const target = index % largest.length;
      const difference = Math.abs(value - (expected[index] ?? Number.NaN));
      largest[target] = Math.max(largest[target] ?? 0, difference);
    });
  }
  const scales = outputScales(dataset);
  const differences = trained.model.output.names.map((target, index): ExportDifference => {
    const value = largest[index] ?? 0;
    return { target, largest: value, relative: value / (scales[index] ?? 1) };
  });
  refuseDifferent(differences);
  return { sequences: sequences.length, batches, differences };
}

/** Sequences that are enough for a comparison, spread over the whole part. */
const mostSequences = 2048;

/** Batches of one size that are run. */
const mostBatches = 64;

function spread(sequences: readonly number[], most: number): readonly number[] {
  const every = Math.ceil(sequences.length / most);
  return sequences.filter((_, index) => index % every === 0);
}

/** One, an odd size, the size of training, and all at once. */
function batchSizes(trained: number, sequences: number): readonly number[] {
  const sizes = [1, 3, trained, sequences].map((size) => Math.min(size, sequences));
  return [...new Set(sizes)].sort((a, b) => a - b);
}

/** Forecasts in the targets' own units, `[sequences, horizon, targets]`. */
async function runExported(
  session: Session,
  { inputs, inputSize, window }: Dataset,
  sequences: readonly number[],
  batch: number,
): Promise<Float32Array> {
  const pieces: Float32Array[] = [];
  for (let start = 0; start < sequences.length; start += batch) {
    const rows = sequences.slice(start, start + batch);
    const values = rows.flatMap((row) => [
      ...inputs.subarray((row - window) * inputSize, row * inputSize),
    ]);
    const outputs = await session.run({
      [exportedNames.input]: {
        data: Float32Array.from(values),
        dimensions: [rows.length, window, inputSize],
      },
    });
    const forecast = present(outputs[exportedNames.output], 'the output of the exported file');
    pieces.push(forecast.data);
  }
  return concatenate(pieces);
}

function outputScales(dataset: Dataset): readonly number[] {
  const { targets, targetSize, targetScaler, parts } = dataset;
  const { first, end } = parts.train.rows;
  return targetScaler.shift.map((shift, target) => {
    let sum = 0;
    for (let row = first; row < end; row++) {
      sum += ((targets[row * targetSize + target] ?? 0) - shift) ** 2;
    }
    return Math.sqrt(sum / (end - first)) || 1;
  });
}

function refuseDifferent(differences: readonly ExportDifference[]): void {
  const wrong = differences.find(({ relative }) => !(relative <= exportTolerance));
  if (wrong) {
    throw new UserError(
      `The exported file does not compute what the model computes: its forecasts of ` +
        `"${wrong.target}" differ by up to ${wrong.largest.toPrecision(3)}, which is ` +
        `${wrong.relative.toPrecision(2)} of the output's scale where ${exportTolerance} is ` +
        'allowed; no file was written. Values that are large beside how much they vary lose their ' +
        'last digits in 32 bits: if your data is like that, subtract a constant from it',
    );
  }
}
