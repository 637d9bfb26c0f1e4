import { UserError } from '../base/userError.ts';
import type { PartName } from '../data/dataset.ts';
import type { PartScores, RunReport } from '../protocol/runEvents.ts';
import { judgedParameters, readWeights, type TrainingState } from './checkpoint.ts';
import { type Evaluation, evaluatePart } from './evaluate.ts';
import type { TrainContext } from './trainContext.ts';

/**
 * How good the best parameters are on the validation and test parts, beside what needs no model;
 * stored as `report.json`. Before the first evaluation they are those that there are.
 */
export async function makeReport(
  context: TrainContext,
  state: TrainingState,
  reason: RunReport['reason'],
): Promise<RunReport> {
  const { store, reporter, task } = context;
  const { epoch, best } = state.progress;
  const parameters = best ? readBest(context) : judgedParameters(state);
  const validated = await evaluatePart(context, parameters, 'validation');
  const tested = await evaluatePart(context, parameters, 'test');
  const report: RunReport = {
    reason,
    epochs: epoch,
    bestEpoch: best?.epoch ?? 0,
    measure: task.measure,
    validation: partScores(context, 'validation', validated),
    test: partScores(context, 'test', tested),
  };
  store.replace(
    'report.json',
    new TextEncoder().encode(`${JSON.stringify(report, undefined, 2)}\n`),
  );
  reporter.bestDone(report.bestEpoch, validated);
  return report;
}

function readBest({ model, store, digest }: TrainContext): Float32Array {
  const path = `${store.folder}/best.safetensors`;
  const bytes = store.read('best.safetensors');
  if (!bytes) {
    throw new UserError(
      `"${path}" is gone, so the best epoch cannot be reported: put it back and resume the run`,
    );
  }
  return readWeights(bytes, path, model, digest);
}

function partScores(
  { task, dataset }: TrainContext,
  part: PartName,
  evaluation: Evaluation,
): PartScores {
  return {
    loss: evaluation.loss,
    score: task.score(part, evaluation),
    baselines: task.baselines(part),
    sequences: dataset.parts[part].sequences.length,
  };
}
