import { type RandomState, restoreRandom } from '../base/random.ts';
import { type PlannedBatch, planBatches } from '../data/planBatches.ts';
import type { RunReport } from '../protocol/runEvents.ts';
import { batchOptions } from './batchOptions.ts';
import { stateInputs } from './carriedStates.ts';
import type { TrainingState } from './checkpoint.ts';
import { loadStep, releaseStep } from './computeStep.ts';
import { finishEvaluation, storeCheckpoint } from './finishEvaluation.ts';
import { loadTraining } from './loadTraining.ts';
import { openEvaluator } from './openEvaluator.ts';
import { evaluationsSinceBest } from './progress.ts';
import { makeReport } from './report.ts';
import { createRunReporter } from './runReporter.ts';
import type { TrainContext, TrainOptions } from './trainContext.ts';
import { runTrainingStep } from './trainingStep.ts';

/**
 * Trains a model, from the beginning or from where the store's checkpoint stands, and writes the
 * report. What is stored depends on the model, the data and the seed only: it is written at every
 * evaluation, see `finishEvaluation`, and where the run is stopped.
 *
 * @throws UserError where a number stops being finite (nothing of that step is stored), or where the
 * store refuses to write.
 */
export async function train(options: TrainOptions): Promise<RunReport> {
  const { model, compiled, runtime, store, digest } = options;
  const { state, history } = loadTraining(model, compiled.slots, store, digest);
  const { batches } = planEpoch(options, state);
  const reporter = createRunReporter(options, state.progress, history, batches);
  const step = await loadStep(runtime, compiled);
  const evaluator = await openEvaluator(runtime, model);
  try {
    const states = stateInputs(compiled.trainingStep.graph);
    const context: TrainContext = { ...options, step, states, evaluator, reporter };
    const { state: end, reason } = await trainEpochs(context, state);
    return await makeReport(context, end, reason);
  } finally {
    await releaseStep(step);
    await evaluator.session.release();
  }
}

interface Trained {
  readonly state: TrainingState;
  readonly reason: RunReport['reason'];
}

async function trainEpochs(context: TrainContext, start: TrainingState): Promise<Trained> {
  let state = start;
  let plan = planEpoch(context, state);
  for (;;) {
    const reason = reasonToEnd(context, state);
    if (reason) {
      return { state, reason };
    }
    if (context.signal.aborted) {
      await storeCheckpoint(context, state);
      return { state, reason: 'stopped' };
    }
    const trained = await runTrainingStep(context, state, plan.batches);
    const isWhole = trained.progress.current.batches === plan.batches.length;
    const next = isWhole ? startEpoch(trained, plan.shuffle) : trained;
    const epochs = next.progress.epoch + next.progress.current.batches / plan.batches.length;
    state = isEvaluationDue(context, state, next)
      ? await finishEvaluation(context, trained, next, epochs)
      : next;
    plan = isWhole ? planEpoch(context, state) : plan;
  }
}

function reasonToEnd({ model }: TrainContext, { progress }: TrainingState) {
  const { epochs, stop } = model.spec.train;
  if (progress.epoch >= epochs) {
    return 'epochs';
  }
  return stop && evaluationsSinceBest(progress) >= stop.patience ? 'early-stop' : undefined;
}

/** After a training step: at the end of an epoch, or every so many steps and at the very end. */
function isEvaluationDue(
  { model }: TrainContext,
  { progress: before }: TrainingState,
  { progress }: TrainingState,
): boolean {
  const { evaluate, epochs } = model.spec.train;
  const isEpochDone = progress.epoch > before.epoch;
  return evaluate
    ? (progress.step > before.step && progress.step % evaluate.every === 0) ||
        (isEpochDone && progress.epoch === epochs)
    : isEpochDone;
}

/** The batches of the current epoch, and the generator of the stream `shuffle` behind them. */
function planEpoch(
  { dataset, model }: Pick<TrainOptions, 'dataset' | 'model'>,
  { progress }: TrainingState,
): { readonly batches: readonly PlannedBatch[]; readonly shuffle: RandomState } {
  const random = restoreRandom(progress.current.shuffle);
  const lengths = dataset.parts.train.sequences.map(({ length }) => length);
  const batches = planBatches(lengths, batchOptions(model), random);
  return { batches, shuffle: random.state() };
}

/** The state before the first batch of the next epoch. */
function startEpoch(state: TrainingState, shuffle: RandomState): TrainingState {
  const { progress } = state;
  return {
    ...state,
    carried: {},
    progress: { ...progress, epoch: progress.epoch + 1, current: { batches: 0, shuffle } },
  };
}
