import { present } from '../base/invariant.ts';
import type { Tensor } from '../base/tensor.ts';
import type { PlannedBatch } from '../data/planBatches.ts';
import { accumulatedSlot } from '../grad/trainingStep.ts';
import { averagingShare } from './averaging.ts';
import { nextStates } from './carriedStates.ts';
import { isFiniteVector, type TrainingState } from './checkpoint.ts';
import { type ComputedStep, computeStep, scalar, vector } from './computeStep.ts';
import { explainDivergence } from './explainDivergence.ts';
import { learningRate } from './learningRate.ts';
import { emptyGroup } from './progress.ts';
import { makeShares, type Share } from './shares.ts';
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
  const { parameters, slots, progress } = state;
  const { current, group } = progress;
  const planned = present(batches[current.batches], 'the next batch');
  const shares = makeShares(context, state, planned);
  const isFollowed =
    group.batches + 1 === context.model.spec.train.accumulate ||
    current.batches + 1 === batches.length;
  const update = planUpdate(context, state, batches.length);
  const computed = await computeStep(context.step, {
    parameters,
    shares,
    before: { gradient: slots[accumulatedSlot], counted: group.counted },
    update: update.inputs,
    isFollowed,
  });
  const { updated } = computed;
  const after = afterBatch(state, shares, computed);
  const telling = numbersOf(updated, isFollowed ? 'gradient_norm' : `next.${accumulatedSlot}`);
  const isSound = Number.isFinite(after.progress.group.lossSum) && isFiniteVector(telling);
  if (!isSound) {
    const { inputs } = present(shares[firstBroken(computed)], 'the share that shows it');
    throw await explainDivergence(context, state, progress.step + 1, inputs);
  }
  return isFollowed
    ? takeUpdate(context, after, updated, update)
    : { ...after, slots: { ...slots, [accumulatedSlot]: telling } };
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

/** The state after a batch whose gradient was not followed yet. */
function afterBatch(
  state: TrainingState,
  shares: readonly Share[],
  { shares: outputs }: ComputedStep,
): TrainingState {
  const { current, group } = state.progress;
  const total = (of: (share: Share, index: number) => number) =>
    shares.reduce((sum, share, index) => sum + of(share, index), 0);
  return {
    ...state,
    carried: nextStates(outputs),
    progress: {
      ...state.progress,
      current: { ...current, batches: current.batches + 1 },
      group: {
        batches: group.batches + 1,
        sequences: group.sequences + total(({ size }) => size),
        lossSum:
          group.lossSum + total(({ counted }, index) => lossOf(outputs[index] ?? {}) * counted),
        counted: group.counted + total(({ counted }) => counted),
      },
    },
  };
}

function lossOf(outputs: Outputs): number {
  return numbersOf(outputs, 'loss')[0] ?? Number.NaN;
}

/** The place of the share that is not finite; the first where all are, and only their sum is not. */
function firstBroken({ shares }: ComputedStep): number {
  const broken = shares.findIndex(
    (outputs) =>
      !Number.isFinite(lossOf(outputs)) ||
      (outputs.gradient && !isFiniteVector(outputs.gradient.data)),
  );
  return Math.max(0, broken);
}

/** The state after the update that the outputs hold. */
function takeUpdate(
  { reporter }: TrainContext,
  state: TrainingState,
  outputs: Outputs,
  { rate, share }: PlannedUpdate,
): TrainingState {
  const [gradientNorm = Number.NaN] = numbersOf(outputs, 'gradient_norm');
  const [clipped = 0] = numbersOf(outputs, 'clipped');
  const { group, since } = state.progress;
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
    slots: mapValues(state.slots, (old, name) =>
      name === accumulatedSlot ? new Float32Array(old.length) : numbersOf(outputs, `next.${name}`),
    ),
    progress,
  };
}

function numbersOf(outputs: Outputs, name: string): Float32Array {
  return present(outputs[name], `Output "${name}"`).data;
}

function mapValues<A, B>(
  record: Readonly<Record<string, A>>,
  change: (value: A, key: string) => B,
): Record<string, B> {
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => [key, change(value, key)]),
  );
}
