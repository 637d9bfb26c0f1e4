import { present } from '../base/invariant.ts';
import type { Tensor } from '../base/tensor.ts';
import { type DataShape, outputWidth } from '../data/dataShape.ts';
import type { PartName, Sequence } from '../data/dataset.ts';
import { makeBatch } from '../data/makeBatch.ts';
import { type BatchOptions, type PlannedBatch, planBatches } from '../data/planBatches.ts';
import {
  finalNames,
  nextStates,
  type StateInput,
  statesOfRows,
  zeroStates,
} from './carriedStates.ts';
import type { Session } from './ports.ts';
import type { TrainContext } from './trainContext.ts';

/** A loaded evaluation program with what its batches are made by. */
export interface Evaluator {
  readonly session: Session;
  /** The states that go on from one stretch to the next. */
  readonly states: readonly StateInput[];
  readonly shape: DataShape;
  readonly options: BatchOptions;
}

/** What a model makes of some sequences. */
export interface Evaluation {
  /** The mean over all that the loss counts. */
  readonly loss: number;
  /**
   * What the last layer gives, per sequence: `[O]`, or `[length, O]` where every step has an output;
   * logits for classes and flags. Empty where no predictions are wanted.
   */
  readonly predictions: readonly Float32Array[];
  /** The inputs of the first batch whose loss is not finite, if there is one. */
  readonly broken: Readonly<Record<string, Tensor>> | undefined;
}

/** Runs the evaluation program over the sequences of a part, for a task. */
export function evaluatePart(
  { evaluator, dataset, task }: Pick<TrainContext, 'evaluator' | 'dataset' | 'task'>,
  parameters: Float32Array,
  part: PartName,
): Promise<Evaluation> {
  const { sequences } = dataset.parts[part];
  return evaluate(evaluator, parameters, sequences, task.needsPredictions);
}

/** Runs the evaluation program over sequences. */
export async function evaluate(
  evaluator: Evaluator,
  parameters: Float32Array,
  sequences: readonly Sequence[],
  wantsPredictions: boolean,
): Promise<Evaluation> {
  const { session, shape, options } = evaluator;
  const lengths = sequences.map(({ length }) => length);
  const predictions = wantsPredictions ? sequences.map((one) => emptyPrediction(shape, one)) : [];
  let [sum, count] = [0, 0];
  let states: Readonly<Record<string, Tensor>> = {};
  let broken: Evaluation['broken'];
  for (const planned of planBatches(lengths, options)) {
    const batch = makeBatch(
      shape,
      planned.places.map((place) => sequences[place] as Sequence),
      planned,
    );
    states = planned.continues
      ? statesOfRows(states, planned.continues)
      : zeroStates(evaluator.states, batch.size);
    const inputs = { ...batch.tensors, ...states };
    const outputs = await session.run(
      { parameters: { data: parameters, dimensions: [parameters.length] }, ...inputs },
      ['loss', ...(wantsPredictions ? ['prediction'] : []), ...finalNames(evaluator.states)],
    );
    const [loss = Number.NaN] = present(outputs.loss, 'the loss').data;
    broken ??= Number.isFinite(loss) ? undefined : inputs;
    sum += loss * batch.counted;
    count += batch.counted;
    states = nextStates([outputs]);
    if (wantsPredictions) {
      takeApart(shape, planned, present(outputs.prediction, 'predictions').data, predictions);
    }
  }
  return { loss: sum / count, predictions, broken };
}

function emptyPrediction({ output }: DataShape, { length }: Sequence): Float32Array {
  return new Float32Array(outputWidth(output) * (output.steps === 'every' ? length : 1));
}

/** Copies the outputs of a batch to the sequences that they belong to, without the padding. */
function takeApart(
  { output }: DataShape,
  { places, from, steps }: PlannedBatch,
  batch: Float32Array,
  predictions: readonly Float32Array[],
): void {
  const width = outputWidth(output);
  const rows = output.steps === 'every' ? steps : 1;
  places.forEach((place, b) => {
    const own = predictions[place] as Float32Array;
    for (let t = 0; t < Math.min(rows, own.length / width - from); t++) {
      const start = (t * places.length + b) * width;
      own.set(batch.subarray(start, start + width), (from + t) * width);
    }
  });
}
