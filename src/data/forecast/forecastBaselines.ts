import type { ForecastDataset, ForecastPart } from './buildForecastDataset.ts';

/**
 * A forecast in the targets' units for some sequences: `[sequences, horizon, targetSize]`,
 * row-major.
 */
export type Forecasts = Float64Array;

/** Repeats the last value seen before the targets. */
export function forecastLastValue(dataset: ForecastDataset, part: ForecastPart): Forecasts {
  return fillForecasts(dataset, part, (row, _step, target) => targetAt(dataset, row - 1, target));
}

/**
 * The newest value already seen that lies whole seasons before the target, plus for each of those
 * seasons the mean growth per season over the training part. `undefined` where the training part
 * has no two values one season apart, or the series does not reach back far enough.
 */
export function forecastSeasonal(
  dataset: ForecastDataset,
  part: ForecastPart,
  season: number,
): Forecasts | undefined {
  const growth = meanGrowth(dataset, season);
  if (growth === undefined || (part.firstTargets[0] ?? 0) < season) {
    return undefined;
  }
  return fillForecasts(dataset, part, (row, step, target) => {
    // Rows from `row` on are not known yet, so a step beyond one season goes back further.
    const seasons = Math.floor(step / season) + 1;
    const seen = targetAt(dataset, row + step - seasons * season, target);
    return seen + seasons * (growth[target] ?? 0);
  });
}

/** Root mean squared error of forecasts over all targets of a part, in the targets' units. */
export function rootMeanSquaredError(
  dataset: ForecastDataset,
  part: ForecastPart,
  forecasts: Forecasts,
): number {
  const truth = fillForecasts(dataset, part, (row, step, target) =>
    targetAt(dataset, row + step, target),
  );
  const squares = truth.reduce(
    (sum, value, index) => sum + (value - (forecasts[index] ?? Number.NaN)) ** 2,
    0,
  );
  return Math.sqrt(squares / truth.length);
}

/** Per target: mean over training rows of the change since one season before. */
function meanGrowth(dataset: ForecastDataset, season: number): readonly number[] | undefined {
  const { first, end } = dataset.parts.train.rows;
  const pairs = end - first - season;
  if (pairs < 1) {
    return undefined;
  }
  return Array.from({ length: targetCount(dataset) }, (_, target) => {
    let sum = 0;
    for (let row = first + season; row < end; row++) {
      sum += targetAt(dataset, row, target) - targetAt(dataset, row - season, target);
    }
    return sum / pairs;
  });
}

function fillForecasts(
  dataset: ForecastDataset,
  part: ForecastPart,
  value: (row: number, step: number, target: number) => number,
): Forecasts {
  const { horizon } = dataset;
  const targetSize = targetCount(dataset);
  const forecasts = new Float64Array(part.firstTargets.length * horizon * targetSize);
  let index = 0;
  for (const row of part.firstTargets) {
    for (let step = 0; step < horizon; step++) {
      for (let target = 0; target < targetSize; target++) {
        forecasts[index++] = value(row, step, target);
      }
    }
  }
  return forecasts;
}

function targetAt(dataset: ForecastDataset, row: number, target: number): number {
  return dataset.targets[row * targetCount(dataset) + target] ?? Number.NaN;
}

function targetCount({ shape }: ForecastDataset): number {
  return shape.output.names.length;
}
