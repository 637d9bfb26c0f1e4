import type { Batch, Dataset } from './dataset.ts';
import { scaleValue } from './scaler.ts';

/** The named sequences (rows of their first targets) as tensors in scaled units. */
export function makeBatch(dataset: Dataset, sequences: readonly number[]): Batch {
  const { inputSize, targetSize, window, horizon } = dataset;
  const size = sequences.length;
  const x = new Float32Array(window * size * inputSize);
  const y = new Float32Array(size * horizon * targetSize);
  sequences.forEach((row, b) => {
    for (let t = 0; t < window; t++) {
      for (let i = 0; i < inputSize; i++) {
        const value = dataset.inputs[(row - window + t) * inputSize + i] ?? Number.NaN;
        x[(t * size + b) * inputSize + i] = scaleValue(dataset.inputScaler, i, value);
      }
    }
    for (let k = 0; k < horizon; k++) {
      for (let j = 0; j < targetSize; j++) {
        const value = dataset.targets[(row + k) * targetSize + j] ?? Number.NaN;
        y[(b * horizon + k) * targetSize + j] = scaleValue(dataset.targetScaler, j, value);
      }
    }
  });
  return { size, x, y };
}
