import { present } from '../base/invariant.ts';
import type { Tensor } from '../base/tensor.ts';
import type { Sequence } from '../data/dataset.ts';
import { type Batch, makeBatch } from '../data/makeBatch.ts';
import type { PlannedBatch } from '../data/planBatches.ts';
import { accumulatedSlot } from '../grad/trainingStep.ts';
import { averagingShare } from './averaging.ts';
import { nextStates, statesOfRows, zeroStates } from './carriedStates.ts';
import { isFiniteVector, type TrainingState } from './checkpoint.ts';
import { drawNoise } from './drawNoise.ts';
import { explainDivergence } from './explainDivergence.ts';
import { learningRate } from './learningRate.ts';
import { emptyGroup } from './progress.ts';
import type { TrainContext } from './trainContext.ts';

/**
 * Takes the next of an epoch's batches. A training step follows at once, or, where one takes several
 * batches, after the last of them. The state given stays as it is.
 *
 * @throws UserError where the loss or the gradient is not finite.
 */
export async function runTrainingStep(
  context: TrainContext,
  state: TrainingState,
  batches: readonly PlannedBatch[],
): Promise<TrainingState> {
  const { dataset, update } = context;
  const { epoch, current } = state.progress;
  const planned = present(batches[current.batches], 'the next batch');
  const { sequences } = dataset.parts.train;
  const batch = makeBatch(
    dataset.shape,
    planned.places.map((place) => sequences[place] as Sequence),
    planned,
  );
  const carried = planned.continues
    ? statesOfRows(state.carried, planned.continues)
    : zeroStates(context.states, batch.size);
  const sizes = { T: planned.steps, B: batch.size };
  const place = `${epoch}/${current.batches}`;
  const noise = drawNoise(context.compiled.noise, sizes, context.model.spec.train.seed, place);
  const inputs = { ...batch.tensors, ...carried, ...noise };
  const failure = () => explainDivergence(context, state, state.progress.step + 1, inputs);
  const planOfUpdate = planUpdate(context, state, batches.length);
  const outputs = await context.step.run({
    parameters: vector(state.parameters),
    ...(update ? accumulationInputs(state, batch) : planOfUpdate.inputs),
    ...inputs,
  });
  const after = afterBatch(state, batch, outputs);
  if (!update) {
    return takeUpdate(context, after, outputs, planOfUpdate, failure);
  }
  const accumulated = numbersOf(outputs, `next.${accumulatedSlot}`);
  const [loss] = numbersOf(outputs, 'loss');
  if (!Number.isFinite(loss) || !isFiniteVector(accumulated)) {
    throw await failure();
  }
  const { accumulate } = context.model.spec.train;
  const isWhole = after.progress.group.batches === accumulate;
  if (!isWhole && after.progress.current.batches < batches.length) {
    return { ...after, slots: { ...after.slots, [accumulatedSlot]: accumulated } };
  }
  const updated = await update.run({
    parameters: vector(state.parameters),
    [accumulatedSlot]: vector(accumulated),
    weight: scalar(after.progress.group.counted),
    ...planOfUpdate.inputs,
  });
  const none = { data: new Float32Array(accumulated.length), dimensions: [accumulated.length] };
  const emptied = { ...outputs, ...updated, [`next.${accumulatedSlot}`]: none };
  return takeUpdate(context, after, emptied, planOfUpdate, failure);
}

type Outputs = Readonly<Record<string, Tensor>>;

/** What an update needs besides parameters and gradient. */
interface PlannedUpdate {
  readonly rate: number;
  /** The share of the new parameters in their mean. */
  readonly share: number;
  readonly inputs: Outputs;
}

function planUpdate(
  { model }: TrainContext,
  { slots, progress }: TrainingState,
  batches: number,
): PlannedUpdate {
  const { train } = model.spec;
  const { epoch, current, averaged, plateau } = progress;
  const done = Math.floor(current.batches / train.accumulate);
  const step = progress.step + 1;
  const rate = learningRate(train, {
    step,
    epochs: epoch + done / Math.ceil(batches / train.accumulate),
    falls: plateau.falls,
  });
  const share = train.average ? averagingShare(train.average, epoch + 1, averaged) : 0;
  const { [accumulatedSlot]: _accumulated, ...own } = slots;
  const inputs = {
    ...mapValues(own, vector),
    rate: scalar(rate),
    step: scalar(step),
    ...(train.average ? { averaging: scalar(share) } : {}),
  };
  return { rate, share, inputs };
}

function accumulationInputs({ slots }: TrainingState, { counted }: Batch): Outputs {
  return {
    [accumulatedSlot]: vector(present(slots[accumulatedSlot], 'the accumulated gradient')),
    weight: scalar(counted),
  };
}

/** The state after a batch whose gradient was not followed yet. */
function afterBatch(state: TrainingState, { size, counted }: Batch, outputs: Outputs) {
  const { current, group } = state.progress;
  const [loss = Number.NaN] = numbersOf(outputs, 'loss');
  return {
    ...state,
    carried: nextStates(outputs),
    progress: {
      ...state.progress,
      current: { ...current, batches: current.batches + 1 },
      group: {
        batches: group.batches + 1,
        sequences: group.sequences + size,
        lossSum: group.lossSum + loss * counted,
        counted: group.counted + counted,
      },
    },
  };
}

/** The state after the update that the outputs hold. */
async function takeUpdate(
  { reporter }: TrainContext,
  state: TrainingState,
  outputs: Outputs,
  { rate, share }: PlannedUpdate,
  failure: () => Promise<Error>,
): Promise<TrainingState> {
  const [gradientNorm = Number.NaN] = numbersOf(outputs, 'gradient_norm');
  const [clipped = 0] = numbersOf(outputs, 'clipped');
  const { group, since } = state.progress;
  if (!Number.isFinite(group.lossSum) || !Number.isFinite(gradientNorm)) {
    throw await failure();
  }
  const progress = {
    ...state.progress,
    step: state.progress.step + 1,
    group: emptyGroup,
    since: {
      from: since.from,
      steps: since.steps + 1,
      lossSum: since.lossSum + group.lossSum,
      counted: since.counted + group.counted,
      largestGradientNorm: Math.max(since.largestGradientNorm, gradientNorm),
      clippedSteps: since.clippedSteps + clipped,
      learningRate: rate,
    },
    averaged: state.progress.averaged + (share > 0 ? 1 : 0),
  };
  const loss = group.lossSum / Math.max(1, group.counted);
  reporter.stepDone(progress, { loss, gradientNorm, sequences: group.sequences });
  return {
    ...state,
    parameters: numbersOf(outputs, 'next.parameters'),
    slots: mapValues(state.slots, (_old, name) => numbersOf(outputs, `next.${name}`)),
    progress,
  };
}

function numbersOf(outputs: Outputs, name: string): Float32Array {
  return present(outputs[name], `Output "${name}"`).data;
}

function vector(data: Float32Array): Tensor {
  return { data, dimensions: [data.length] };
}

function scalar(value: number): Tensor {
  return { data: Float32Array.of(value), dimensions: [] };
}

function mapValues<A, B>(
  record: Readonly<Record<string, A>>,
  change: (value: A, key: string) => B,
): Record<string, B> {
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => [key, change(value, key)]),
  );
}
