import { present } from '../base/invariant.ts';
import { outputWidth } from '../data/dataShape.ts';
import { type Sequence, targetWidth } from '../data/dataset.ts';
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

/** Predicts from each of some sequences, which may be of any length. */
export async function predict(
  { model, parameters, targetScaler }: TrainedModel,
  evaluator: Evaluator,
  sequences: readonly NamedSequence[],
): Promise<readonly Prediction[]> {
  const { output } = model;
  const width = outputWidth(output);
  const made = new Map<NamedSequence, Prediction>();
  for (const group of fittingGroups(model, sequences)) {
    const unknown = group.map((sequence) => withoutTargets(model, sequence));
    const { predictions } = await evaluate(evaluator, parameters, unknown, true);
    for (const [index, sequence] of group.entries()) {
      const { label, steps } = sequence;
      const prediction = present(predictions[index], 'a prediction');
      const values = outputValues(output, targetScaler, prediction);
      const outputs = Array.from({ length: values.length / width }, (_, step) =>
        values.subarray(step * width, (step + 1) * width),
      );
      made.set(sequence, { label, steps, outputs });
    }
  }
  return sequences.map((sequence) => present(made.get(sequence), 'a prediction'));
}

/** Sequences that can be in one batch: a model that has no mask takes those of one length only. */
function fittingGroups(
  { ragged }: Model,
  sequences: readonly NamedSequence[],
): readonly (readonly NamedSequence[])[] {
  const lengths = [...new Set(sequences.map(({ length }) => length))];
  return ragged
    ? [sequences]
    : lengths.map((length) => sequences.filter((one) => one.length === length));
}

/** What is to be told is not known: the loss is not looked at. */
function withoutTargets(model: Model, { length, inputs }: NamedSequence): Sequence {
  const outputs = model.output.steps === 'every' ? length : 1;
  return { length, inputs, targets: new Float32Array(outputs * targetWidth(model)) };
}
