import { type OutputShape, outputWidth } from '../data/dataShape.ts';
import { type Scaler, unscaleMatrix } from '../data/scaler.ts';

/**
 * What a model's last layer gives, `[O]` or `[length, O]`, as people and exported files take it: values
 * in the units of the data, classes and flags as probabilities.
 */
export function outputValues(
  output: OutputShape,
  targetScaler: Scaler,
  prediction: Float32Array,
): Float64Array {
  switch (output.kind) {
    case 'values':
      return unscaleMatrix(targetScaler, prediction);
    case 'flags':
      return Float64Array.from(prediction, (logit) => 1 / (1 + Math.exp(-logit)));
    case 'classes':
      return softmax(prediction, outputWidth(output));
  }
}

/** The softmax of each row of logits `[rows, width]`. */
function softmax(logits: Float32Array, width: number): Float64Array {
  const probabilities = new Float64Array(logits.length);
  for (let start = 0; start < logits.length; start += width) {
    const row = logits.subarray(start, start + width);
    const largest = row.reduce((most, logit) => Math.max(most, logit), Number.NEGATIVE_INFINITY);
    const powers = Float64Array.from(row, (logit) => Math.exp(logit - largest));
    const sum = powers.reduce((total, power) => total + power, 0);
    probabilities.set(
      powers.map((power) => power / sum),
      start,
    );
  }
  return probabilities;
}
