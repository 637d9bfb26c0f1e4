import { UserError } from '../base/userError.ts';
import { forecastLastValue, forecastSeasonal, rootMeanSquaredError } from '../data/baselines.ts';
import type { Dataset, Part } from '../data/dataset.ts';
import type { PartErrors, RunReport } from '../protocol/runEvents.ts';
import { readWeights, type TrainingState } from './checkpoint.ts';
import { evaluate } from './evaluate.ts';
import type { TrainContext } from './trainContext.ts';

/**
 * How good the best parameters are on the validation and test parts, beside what needs no model;
 * stored as `report.json`. Before the first epoch is done the parameters are those that there are.
 */
export async function makeReport(
  context: TrainContext,
  state: TrainingState,
  reason: RunReport['reason'],
): Promise<RunReport> {
  const { dataset, model, predictor, reporter, store } = context;
  const { epoch, best } = state.progress;
  const parameters = best ? readBest(context) : state.parameters;
  const { validation, test } = dataset.parts;
  const evaluation = await evaluate(predictor, parameters, dataset, validation);
  const onTest = await evaluate(predictor, parameters, dataset, test);
  const { season } = model.spec.data;
  const report: RunReport = {
    reason,
    epochs: epoch,
    bestEpoch: best?.epoch ?? 0,
    validation: partErrors(dataset, validation, season, evaluation.forecasts),
    test: partErrors(dataset, test, season, onTest.forecasts),
    target: model.output.names.join(', '),
  };
  store.replace(
    'report.json',
    new TextEncoder().encode(`${JSON.stringify(report, undefined, 2)}\n`),
  );
  reporter.bestForecast(report.bestEpoch, evaluation.forecasts);
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

function partErrors(
  dataset: Dataset,
  part: Part,
  season: number | undefined,
  forecasts: Float64Array,
): PartErrors {
  const errorOf = (values: Float64Array) => rootMeanSquaredError(dataset, part, values);
  const seasonal = season === undefined ? undefined : forecastSeasonal(dataset, part, season);
  return {
    model: errorOf(forecasts),
    lastValue: errorOf(forecastLastValue(dataset, part)),
    ...(season !== undefined && seasonal ? { seasonal: { error: errorOf(seasonal), season } } : {}),
    sequences: part.sequences.length,
  };
}
