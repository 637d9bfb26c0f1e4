import { permutation, restoreRandom } from '../base/random.ts';
import { rootMeanSquaredError } from '../data/baselines.ts';
import type { EpochMetrics, RunReport } from '../protocol/runEvents.ts';
import { isFiniteVector, type TrainingState, writeCheckpoint, writeWeights } from './checkpoint.ts';
import { evaluate, type Predictor } from './evaluate.ts';
import { explainDivergence } from './explainDivergence.ts';
import { loadTraining } from './loadTraining.ts';
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
  const reporter = createRunReporter(options, state.progress, history);
  const step = await runtime.load(compiled.trainingStep.bytes);
  const prediction = await runtime.load(compiled.prediction.bytes, 'occasional');
  const predictor: Predictor = { session: prediction, batch: model.spec.train.batch };
  try {
    const context: TrainContext = { ...options, step, predictor, reporter };
    const { state: end, reason } = await trainEpochs(context, state);
    return await makeReport(context, end, reason);
  } finally {
    await step.release();
    await prediction.release();
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
    if (state.progress.current.steps < stepsPerEpoch(context)) {
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

function stepsPerEpoch({ dataset, model }: TrainContext): number {
  return Math.ceil(dataset.parts.train.sequences.length / model.spec.train.batch);
}

/** Does the steps that are left of the current epoch, fewer where the person stops the run. */
async function trainEpoch(context: TrainContext, start: TrainingState): Promise<TrainingState> {
  const { sequences } = context.dataset.parts.train;
  const { batch } = context.model.spec.train;
  const random = restoreRandom(start.progress.current.shuffle);
  const order = permutation(random, sequences.length).map((index) => sequences[index] as number);
  let state = start;
  while (state.progress.current.steps < stepsPerEpoch(context) && !context.signal.aborted) {
    const from = state.progress.current.steps * batch;
    state = await runTrainingStep(context, state, order.slice(from, from + batch));
  }
  return state;
}

/** Validates, then makes the epoch done. */
async function finishEpoch(context: TrainContext, state: TrainingState): Promise<TrainingState> {
  const { dataset, model, store, reporter, digest } = context;
  const part = dataset.parts.validation;
  const { loss, forecasts } = await evaluate(context.predictor, state.parameters, dataset, part);
  const error = rootMeanSquaredError(dataset, part, forecasts);
  if (!Number.isFinite(loss) || !isFiniteVector(state.parameters)) {
    // One batch that shows it: a gradient over the whole part may need more memory than there is.
    const broken = forecasts.findIndex((value) => !Number.isFinite(value));
    const first = Math.max(0, Math.floor((broken * part.sequences.length) / forecasts.length));
    const shown = part.sequences.slice(first, first + model.spec.train.batch);
    throw await explainDivergence(context, state, state.progress.step, shown);
  }
  const { current, best } = state.progress;
  const metrics: EpochMetrics = {
    epoch: state.progress.epoch + 1,
    step: state.progress.step,
    trainLoss: current.lossSum / dataset.parts.train.sequences.length,
    validationLoss: loss,
    validationError: error,
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
  reporter.epochDone(metrics, forecasts);
  return next;
}

function nextEpoch(
  { dataset }: TrainContext,
  state: TrainingState,
  { epoch, best, validationLoss }: EpochMetrics,
): TrainingState {
  const random = restoreRandom(state.progress.current.shuffle);
  permutation(random, dataset.parts.train.sequences.length);
  return {
    ...state,
    progress: {
      step: state.progress.step,
      epoch,
      current: startEpoch(random.state()),
      best: best ? { epoch, validationLoss } : state.progress.best,
    },
  };
}

async function storeCheckpoint(context: TrainContext, state: TrainingState): Promise<void> {
  if (!isFiniteVector(state.parameters)) {
    throw await explainDivergence(context, state, state.progress.step, []);
  }
  const { model, store, digest } = context;
  store.replace('last.safetensors', writeCheckpoint(model, state, digest));
}
