import type { EpochMetrics } from '../protocol/runEvents.ts';
import {
  isFiniteVector,
  judgedParameters,
  type TrainingState,
  writeCheckpoint,
  writeWeights,
} from './checkpoint.ts';
import { evaluatePart } from './evaluate.ts';
import { explainDivergence } from './explainDivergence.ts';
import { judgePlateau } from './learningRate.ts';
import { emptyWindow, type Progress } from './progress.ts';
import type { TrainContext } from './trainContext.ts';

/**
 * Validates what was trained, so many epochs after the start, and makes the evaluation done: gives
 * the next state with it counted. The files are written in this order, each safe from a crash before
 * the next begins:
 * 1. the evaluation's line in `metrics.jsonl`; lines beyond the checkpoint are cut at a resume;
 * 2. `last.safetensors`, which makes the evaluation done;
 * 3. `best.safetensors` where it is the best; if a crash comes in between, `last` holds the same
 *    parameters and the copy is made up for at a resume.
 *
 * @throws UserError where a number is not finite; nothing is stored then.
 */
export async function finishEvaluation(
  context: TrainContext,
  trained: TrainingState,
  next: TrainingState,
  epochs: number,
): Promise<TrainingState> {
  const { model, store, reporter, digest } = context;
  const parameters = judgedParameters(trained);
  const validated = await evaluatePart(context, parameters, 'validation');
  if (!Number.isFinite(validated.loss) || !isFiniteVector(parameters)) {
    const judged = { ...trained, parameters };
    throw await explainDivergence(context, judged, trained.progress.step, validated.broken);
  }
  const { since, best } = next.progress;
  const metrics: EpochMetrics = {
    epoch: Math.round(epochs * 1000) / 1000,
    step: next.progress.step,
    trainLoss: since.lossSum / Math.max(1, since.counted),
    validationLoss: validated.loss,
    validationScore: context.task.score('validation', validated),
    gradientNorm: since.largestGradientNorm,
    clipped: since.clippedSteps / since.steps,
    learningRate: since.learningRate,
    best: best === undefined || validated.loss < best.validationLoss,
  };
  const state = { ...next, progress: countEvaluation(context, next.progress, metrics) };
  store.append('metrics.jsonl', `${JSON.stringify(metrics)}\n`);
  await storeCheckpoint(context, state);
  if (metrics.best) {
    store.replace('best.safetensors', writeWeights(model, state, digest));
  }
  reporter.epochDone(metrics, validated);
  return state;
}

/** Stores all that is needed to go on. Throws a UserError where a parameter is not finite. */
export async function storeCheckpoint(context: TrainContext, state: TrainingState): Promise<void> {
  if (!isFiniteVector(state.parameters)) {
    throw await explainDivergence(context, state, state.progress.step, undefined);
  }
  const { model, store, digest } = context;
  store.replace('last.safetensors', writeCheckpoint(model, state, digest));
}

function countEvaluation({ model }: TrainContext, before: Progress, metrics: EpochMetrics) {
  const { schedule } = model.spec.train;
  const { epoch, step, validationLoss } = metrics;
  const evaluation = before.evaluations + 1;
  const progress: Progress = {
    ...before,
    since: emptyWindow(epoch),
    evaluations: evaluation,
    best: metrics.best ? { evaluation, epoch, step, validationLoss } : before.best,
  };
  return schedule.kind === 'plateau'
    ? { ...progress, plateau: judgePlateau(schedule, progress) }
    : progress;
}
