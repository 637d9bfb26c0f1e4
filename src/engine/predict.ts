import { outputWidth } from '../data/dataShape.ts';
import { targetWidth } from '../data/dataset.ts';
import type { NamedSequence } from '../data/namedSequence.ts';
import type { Scaler } from '../data/scaler.ts';
import type { Model } from '../resolve/model.ts';
import { type Evaluator, evaluate } from './evaluate.ts';
import { outputValues } from './outputValues.ts';

/** A trained model, ready to predict. */
export interface TrainedModel {
  readonly model: Model;
  /** Flat, `[P]`. */
  readonly parameters: Float32Array;
  readonly inputScaler: Scaler;
  readonly targetScaler: Scaler;
}

/** What a model makes of one sequence. */
export interface Prediction extends Pick<NamedSequence, 'label' | 'steps'> {
  /** One `[O]`, or one for each of `steps`: values in their own units, or probabilities. */
  readonly outputs: readonly Float64Array[];
}

/** Predicts from each of some sequences. */
export async function predict(
  { model, parameters, targetScaler }: TrainedModel,
  evaluator: Evaluator,
  sequences: readonly NamedSequence[],
): Promise<readonly Prediction[]> {
  const { output } = model;
  // What is to be told is not known: the loss is not looked at.
  const unknown = sequences.map((sequence) => {
    const outputs = output.steps === 'every' ? sequence.length : 1;
    return { ...sequence, targets: new Float32Array(outputs * targetWidth(model)) };
  });
  const { predictions } = await evaluate(evaluator, parameters, unknown, true);
  const width = outputWidth(output);
  return sequences.map(({ label, steps }, index) => {
    const values = outputValues(output, targetScaler, predictions[index] ?? new Float32Array());
    const outputs = Array.from({ length: values.length / width }, (_, step) =>
      values.subarray(step * width, (step + 1) * width),
    );
    return { label, steps, outputs };
  });
}
