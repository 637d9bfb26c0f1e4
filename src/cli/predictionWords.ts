import type { OutputShape } from '../data/dataShape.ts';
import { placeOfLargest } from '../data/placeOfLargest.ts';
import type { Prediction } from '../engine/predict.ts';
import type { Model } from '../resolve/model.ts';

/** Predictions as a table: what each row is about, and what is predicted. */
export interface PredictionTable {
  readonly titles: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/** A row for each output: for each sequence, or for each time step of each. */
export function tableOfPredictions(
  { spec, output }: Model,
  predictions: readonly Prediction[],
): PredictionTable {
  const isEvery = output.steps === 'every';
  const label = spec.task === 'forecast' ? 'row' : 'sequence';
  return {
    titles: [...(isEvery ? [label, 'step', 'input'] : [label]), ...outputTitles(output)],
    rows: predictions.flatMap((one) =>
      one.outputs.map((values, step) => [
        one.label,
        ...(isEvery ? [step + 1, one.steps[step] ?? ''] : []),
        ...outputCells(output, values),
      ]),
    ),
  };
}

/** All that is known of a prediction, for programs. */
export function jsonOfPrediction({ output }: Model, { label, steps, outputs }: Prediction) {
  const [only = new Float64Array()] = outputs;
  return output.steps === 'every'
    ? {
        label,
        steps: outputs.map((values, step) => ({
          input: steps[step] ?? '',
          ...outputJson(output, values),
        })),
      }
    : {
        label,
        ...outputJson(output, only),
        ...(output.kind === 'classes' ? { probabilities: byName(output, only) } : {}),
      };
}

function outputTitles(output: OutputShape): readonly string[] {
  const { names, horizon, kind } = output;
  switch (kind) {
    case 'values':
      // `Passengers`, or `Passengers +1`, `Passengers +2` where there are several steps.
      return Array.from({ length: horizon }, (_, step) =>
        names.map((target) => (horizon === 1 ? target : `${target} +${step + 1}`)),
      ).flat();
    case 'classes':
      return ['most likely', 'probability'];
    case 'flags':
      return ['likely'];
  }
}

function outputCells(output: OutputShape, values: Float64Array): readonly (string | number)[] {
  switch (output.kind) {
    case 'values':
      return [...values];
    case 'classes': {
      const { mostLikely, probability } = mostLikelyOf(output, values);
      return [mostLikely, probability];
    }
    case 'flags':
      return [Object.keys(likelyOf(output, values)).join(' ')];
  }
}

function outputJson(output: OutputShape, values: Float64Array): object {
  const { names, kind } = output;
  switch (kind) {
    case 'values': {
      const steps = (column: number) =>
        values.filter((_, index) => index % names.length === column);
      return {
        values: Object.fromEntries(names.map((target, column) => [target, [...steps(column)]])),
      };
    }
    case 'classes':
      return mostLikelyOf(output, values);
    case 'flags':
      return { likely: likelyOf(output, values) };
  }
}

function mostLikelyOf({ names }: OutputShape, probabilities: Float64Array) {
  const place = placeOfLargest(probabilities);
  return { mostLikely: names[place] ?? '', probability: probabilities[place] ?? Number.NaN };
}

/** The flags that are rather set than not, with their probabilities. */
function likelyOf(output: OutputShape, probabilities: Float64Array): Record<string, number> {
  const all = Object.entries(byName(output, probabilities));
  return Object.fromEntries(all.filter(([, probability]) => probability >= 0.5));
}

function byName({ names }: OutputShape, values: Float64Array): Record<string, number> {
  return Object.fromEntries(names.map((name, place) => [name, values[place] ?? Number.NaN]));
}
