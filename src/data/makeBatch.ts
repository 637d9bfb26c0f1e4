import type { Batch, Dataset } from './dataset.ts';
import { type Scaler, scaleValue } from './scaler.ts';

/** The rows that windows are cut from. */
export interface InputRows {
  /** Row-major `[rows, inputSize]`, in the columns' own units. */
  readonly inputs: Float64Array;
  readonly inputSize: number;
  readonly inputScaler: Scaler;
  readonly window: number;
}

/** The named sequences (rows of their first targets) as tensors in scaled units. */
export function makeBatch(dataset: Dataset, sequences: readonly number[]): Batch {
  return {
    size: sequences.length,
    x: makeInputs(dataset, sequences),
    y: makeTargets(dataset, sequences),
  };
}

/** The windows before the named rows in scaled units, `[T, B, I]`. */
export function makeInputs(source: InputRows, sequences: readonly number[]): Float32Array {
  const { inputs, inputSize, inputScaler, window } = source;
  const x = new Float32Array(window * sequences.length * inputSize);
  sequences.forEach((row, b) => {
    for (let t = 0; t < window; t++) {
      for (let i = 0; i < inputSize; i++) {
        const value = inputs[(row - window + t) * inputSize + i] ?? Number.NaN;
        x[(t * sequences.length + b) * inputSize + i] = scaleValue(inputScaler, i, value);
      }
    }
  });
  return x;
}

/** The targets of the named sequences in scaled units, `[B, horizon * targetSize]`. */
export function makeTargets(dataset: Dataset, sequences: readonly number[]): Float32Array {
  const { targets, targetSize, targetScaler, horizon } = dataset;
  const y = new Float32Array(sequences.length * horizon * targetSize);
  sequences.forEach((row, b) => {
    for (let k = 0; k < horizon; k++) {
      for (let j = 0; j < targetSize; j++) {
        const value = targets[(row + k) * targetSize + j] ?? Number.NaN;
        y[(b * horizon + k) * targetSize + j] = scaleValue(targetScaler, j, value);
      }
    }
  });
  return y;
}
