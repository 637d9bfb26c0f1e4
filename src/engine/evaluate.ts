import { present } from '../base/invariant.ts';
import type { Dataset, Part } from '../data/dataset.ts';
import { type InputRows, makeInputs, makeTargets } from '../data/makeBatch.ts';
import { type Scaler, unscaleValue } from '../data/scaler.ts';
import type { Session } from './ports.ts';

/** A loaded prediction program with how many sequences it gets at once. */
export interface Predictor {
  readonly session: Session;
  readonly batch: number;
}

/** How good parameters are on one part. */
export interface Evaluation {
  /** Mean squared error in scaled units. */
  readonly loss: number;
  /** In the targets' own units, `[sequences, horizon, targetSize]`, row-major. */
  readonly forecasts: Float64Array;
}

/** Runs the prediction program over all sequences of a part. */
export async function evaluate(
  predictor: Predictor,
  parameters: Float32Array,
  dataset: Dataset,
  part: Part,
): Promise<Evaluation> {
  const { sequences } = part;
  const scaled = await predictScaled(predictor, parameters, dataset, sequences);
  const y = makeTargets(dataset, sequences);
  const squares = y.reduce(
    (sum, value, index) => sum + (value - (scaled[index] ?? Number.NaN)) ** 2,
    0,
  );
  return { loss: squares / y.length, forecasts: unscaleAll(dataset.targetScaler, scaled) };
}

/** Predictions for the windows before the named rows, `[sequences, outputs]`, in scaled units. */
export async function predictScaled(
  { session, batch }: Predictor,
  parameters: Float32Array,
  source: InputRows,
  sequences: readonly number[],
): Promise<Float32Array> {
  const pieces: Float32Array[] = [];
  for (let start = 0; start < sequences.length; start += batch) {
    const rows = sequences.slice(start, start + batch);
    const x = makeInputs(source, rows);
    const { prediction } = await session.run({
      parameters: { data: parameters, dimensions: [parameters.length] },
      x: { data: x, dimensions: [source.window, rows.length, source.inputSize] },
    });
    pieces.push(present(prediction, 'Output "prediction"').data);
  }
  return concatenate(pieces);
}

/** Scaled predictions in the targets' own units; the targets are the innermost axis. */
export function unscaleAll(scaler: Scaler, scaled: Float32Array): Float64Array {
  const targets = scaler.shift.length;
  return Float64Array.from(scaled, (value, index) => unscaleValue(scaler, index % targets, value));
}

/** Vectors, one behind the other. */
export function concatenate(pieces: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let offset = 0;
  for (const piece of pieces) {
    whole.set(piece, offset);
    offset += piece.length;
  }
  return whole;
}
