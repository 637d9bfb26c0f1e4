import { type RandomState, restoreRandom } from '../base/random.ts';
import { type PlannedBatch, planBatches } from '../data/planBatches.ts';
import type { EpochMetrics, RunReport } from '../protocol/runEvents.ts';
import { batchOptions } from './batchOptions.ts';
import { stateInputs } from './carriedStates.ts';
import { isFiniteVector, type TrainingState, writeCheckpoint, writeWeights } from './checkpoint.ts';
import { evaluatePart } from './evaluate.ts';
import { explainDivergence } from './explainDivergence.ts';
import { loadTraining } from './loadTraining.ts';
import { openEvaluator } from './openEvaluator.ts';
import { startEpoch } from './progress.ts';
import { makeReport } from './report.ts';
import { createRunReporter } from './runReporter.ts';
import type { TrainContext, TrainOptions } from './trainContext.ts';
import { runTrainingStep } from './trainingStep.ts';

/**
 * Trains a model, from the beginning or from where the store's checkpoint stands, and writes the
 * report. What is stored depends on the model, the data and the seed only.
 *
 * At the end of an epoch the files are written in this order, each safe from a crash before the
 * next begins:
 * 1. the epoch's line in `metrics.jsonl`; lines beyond the checkpoint are cut at a resume;
 * 2. `last.safetensors`, which makes the epoch done;
 * 3. `best.safetensors` where the epoch is the best; if a crash comes in between, `last` holds the
 *    same parameters and the copy is made up for at a resume.
 *
 * @throws UserError where a number stops being finite (nothing of that step is stored), or where the
 * store refuses to write.
 */
export async function train(options: TrainOptions): Promise<RunReport> {
  const { model, compiled, runtime } = options;
  const { state, history } = loadTraining(model, compiled.slots, options.store, options.digest);
  const { batches } = planEpoch(options, state);
  const reporter = createRunReporter(options, state.progress, history, batches);
  const step = await runtime.load(compiled.trainingStep.bytes);
  const evaluator = await openEvaluator(runtime, model);
  try {
    const states = stateInputs(compiled.trainingStep.graph);
    const context: TrainContext = { ...options, step, states, evaluator, reporter };
    const { state: end, reason } = await trainEpochs(context, state);
    return await makeReport(context, end, reason);
  } finally {
    await step.release();
    await evaluator.session.release();
  }
}

interface Trained {
  readonly state: TrainingState;
  readonly reason: RunReport['reason'];
}

async function trainEpochs(context: TrainContext, start: TrainingState): Promise<Trained> {
  let state = start;
  for (;;) {
    const reason = reasonToEnd(context, state);
    if (reason) {
      return { state, reason };
    }
    state = await trainEpoch(context, state);
    if (state.progress.current.steps < planEpoch(context, state).batches.length) {
      await storeCheckpoint(context, state);
      return { state, reason: 'stopped' };
    }
    state = await finishEpoch(context, state);
  }
}

function reasonToEnd({ model }: TrainContext, { progress }: TrainingState) {
  const { epochs, stop } = model.spec.train;
  if (progress.epoch >= epochs) {
    return 'epochs';
  }
  const sinceBest = progress.epoch - (progress.best?.epoch ?? 0);
  return stop && sinceBest >= stop.patience ? 'early-stop' : undefined;
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

/** Does the steps that are left of the current epoch, fewer where the person stops the run. */
async function trainEpoch(context: TrainContext, start: TrainingState): Promise<TrainingState> {
  let state = start;
  for (const planned of planEpoch(context, start).batches.slice(start.progress.current.steps)) {
    if (context.signal.aborted) {
      break;
    }
    state = await runTrainingStep(context, state, planned);
  }
  return state;
}

/** Validates, then makes the epoch done. */
async function finishEpoch(context: TrainContext, state: TrainingState): Promise<TrainingState> {
  const { model, store, reporter, digest, task } = context;
  const validated = await evaluatePart(context, state.parameters, 'validation');
  const { loss } = validated;
  if (!Number.isFinite(loss) || !isFiniteVector(state.parameters)) {
    throw await explainDivergence(context, state, state.progress.step, validated.broken);
  }
  const { current, best } = state.progress;
  const metrics: EpochMetrics = {
    epoch: state.progress.epoch + 1,
    step: state.progress.step,
    trainLoss: current.lossSum / current.counted,
    validationLoss: loss,
    validationScore: task.score('validation', validated),
    gradientNorm: current.largestGradientNorm,
    clipped: current.clippedSteps / current.steps,
    learningRate: model.spec.train.optimizer.rate,
    best: best === undefined || loss < best.validationLoss,
  };
  const next = nextEpoch(context, state, metrics);
  store.append('metrics.jsonl', `${JSON.stringify(metrics)}\n`);
  await storeCheckpoint(context, next);
  if (metrics.best) {
    store.replace('best.safetensors', writeWeights(model, next, digest));
  }
  reporter.epochDone(metrics, validated);
  return next;
}

function nextEpoch(
  context: TrainContext,
  state: TrainingState,
  { epoch, best, validationLoss }: EpochMetrics,
): TrainingState {
  return {
    ...state,
    carried: {},
    progress: {
      step: state.progress.step,
      epoch,
      current: startEpoch(planEpoch(context, state).shuffle),
      best: best ? { epoch, validationLoss } : state.progress.best,
    },
  };
}

async function storeCheckpoint(context: TrainContext, state: TrainingState): Promise<void> {
  if (!isFiniteVector(state.parameters)) {
    throw await explainDivergence(context, state, state.progress.step, undefined);
  }
  const { model, store, digest } = context;
  store.replace('last.safetensors', writeCheckpoint(model, state, digest));
}
