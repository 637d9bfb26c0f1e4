import { concatenate } from '../../base/concatenate.ts';
import type { PartName } from '../../data/dataset.ts';
import type { ForecastDataset } from '../../data/forecast/buildForecastDataset.ts';
import {
  forecastLastValue,
  forecastSeasonal,
  rootMeanSquaredError,
} from '../../data/forecast/forecastBaselines.ts';
import { unscaleMatrix } from '../../data/scaler.ts';
import type { Baseline, ForecastMade } from '../../protocol/runEvents.ts';
import type { Evaluation } from '../evaluate.ts';
import type { Task } from './task.ts';

/** Forecasts are judged in the units of the data, beside repeating what was seen last. */
export function forecastTask(dataset: ForecastDataset): Task {
  const { parts, shape, season } = dataset;
  const errorOf = (part: PartName, forecasts: Float64Array) =>
    rootMeanSquaredError(dataset, parts[part], forecasts);
  return {
    measure: {
      name: 'root mean squared error',
      unit: shape.output.names.join(', '),
      better: 'smaller',
    },
    needsPredictions: true,
    score: (part, evaluation) => errorOf(part, forecastsOf(dataset, evaluation)),
    baselines: (part): readonly Baseline[] => {
      const last = errorOf(part, forecastLastValue(dataset, parts[part]));
      const seasonal =
        season === undefined ? undefined : forecastSeasonal(dataset, parts[part], season);
      return [
        { kind: 'last-value', score: last },
        ...(season !== undefined && seasonal
          ? [{ kind: 'seasonal', season, score: errorOf(part, seasonal) } as const]
          : []),
      ];
    },
    show: (epoch, evaluation) => forecastEvent(dataset, epoch, forecastsOf(dataset, evaluation)),
  };
}

/** More rows than a plot can show are left out, oldest first. */
const mostForecastRows = 2000;

/** In the targets' own units, `[sequences, horizon, targets]`, row-major. */
function forecastsOf({ targetScaler }: ForecastDataset, { predictions }: Evaluation): Float64Array {
  return unscaleMatrix(targetScaler, concatenate(predictions));
}

function forecastEvent(
  { horizon, labels, shape, targets, parts }: ForecastDataset,
  epoch: number,
  forecasts: Float64Array,
): ForecastMade {
  const { names } = shape.output;
  const { firstTargets } = parts.validation;
  const skipped = Math.max(0, firstTargets.length - mostForecastRows);
  const rows = firstTargets.slice(skipped);
  return {
    type: 'forecast',
    epoch,
    series: names.map((target, column) => ({
      target,
      rows,
      labels: rows.map((row) => labels[row] ?? `${row}`),
      truth: rows.map((row) => targets[row * names.length + column] ?? Number.NaN),
      forecast: rows.map(
        (_row, index) =>
          forecasts[(skipped + index) * horizon * names.length + column] ?? Number.NaN,
      ),
    })),
  };
}
