import type { EpochMetrics, ForecastMade } from '../protocol/runEvents.ts';
import { parameterCount } from '../resolve/model.ts';
import type { Progress } from './progress.ts';
import type { RunReporter, TrainOptions } from './trainContext.ts';

/** Sends the `started` event and then reports what the training tells it. */
export function createRunReporter(
  options: TrainOptions,
  start: Progress,
  history: readonly EpochMetrics[],
): RunReporter {
  const { clock, dataset, model, onEvent } = options;
  const { epochs, batch } = model.spec.train;
  const stepsPerEpoch = Math.ceil(dataset.parts.train.sequences.length / batch);
  onEvent(startedEvent(options, start, history, stepsPerEpoch));
  const begin = clock.now();
  const mayShowStep = every(clock.now, () => stepPause);
  const mayShowForecast = every(clock.now, () =>
    Math.max(forecastPause, forecastShare * (clock.now() - begin)),
  );
  let stepMark = { time: begin, sequences: 0 };
  let epochMark = { time: begin, sequences: 0 };
  let sequences = 0;
  const secondsLeft = (step: number): number => {
    const perStep = secondsBetween(begin, clock.now()) / Math.max(1, step - start.step);
    return perStep * (epochs * stepsPerEpoch - step);
  };
  let stepsDone = start.step;
  return {
    stepDone: (progress, { loss, gradientNorm, sequences: more }) => {
      sequences += more;
      stepsDone = progress.step;
      if (mayShowStep()) {
        const now = { time: clock.now(), sequences };
        onEvent({
          type: 'step',
          epoch: progress.epoch + 1,
          step: progress.step,
          stepInEpoch: progress.current.steps,
          loss,
          gradientNorm,
          sequencesPerSecond: rate(stepMark, now),
          secondsLeft: secondsLeft(progress.step),
        });
        stepMark = now;
      }
    },
    epochDone: (metrics, forecasts) => {
      const now = { time: clock.now(), sequences };
      onEvent({
        type: 'epoch',
        ...metrics,
        epochs,
        secondsPerEpoch: secondsBetween(epochMark.time, now.time),
        secondsLeft: secondsLeft(stepsDone),
        sequencesPerSecond: rate(epochMark, now),
      });
      epochMark = now;
      if (mayShowForecast()) {
        onEvent(forecastEvent(options, metrics.epoch, forecasts));
      }
    },
    bestForecast: (epoch, forecasts) => onEvent(forecastEvent(options, epoch, forecasts)),
  };
}

/** Milliseconds between two events of a kind. */
const stepPause = 250;
const forecastPause = 500;

/** A forecast is large, so in a long run they come at a share of the time that has passed. */
const forecastShare = 0.02;

/** More rows than a plot can show are left out, oldest first. */
const mostForecastRows = 2000;

interface Mark {
  readonly time: number;
  readonly sequences: number;
}

function startedEvent(
  { dataset, model, notices, origin, store }: TrainOptions,
  start: Progress,
  history: readonly EpochMetrics[],
  stepsPerEpoch: number,
) {
  const { train, validation, test } = dataset.parts;
  return {
    type: 'started',
    run: store.id,
    folder: store.folder,
    spec: origin.spec,
    pid: origin.pid,
    seed: model.spec.train.seed,
    parameters: parameterCount(model),
    sequences: {
      train: train.sequences.length,
      validation: validation.sequences.length,
      test: test.sequences.length,
    },
    epochs: model.spec.train.epochs,
    stepsPerEpoch,
    epochsDone: start.epoch,
    history,
    ...(notices.length > 0 ? { notices } : {}),
  } as const;
}

function forecastEvent(
  { dataset, labels, model }: TrainOptions,
  epoch: number,
  forecasts: Float64Array,
): ForecastMade {
  const { horizon, targetSize, targets, parts } = dataset;
  const skipped = Math.max(0, parts.validation.sequences.length - mostForecastRows);
  const rows = parts.validation.sequences.slice(skipped);
  return {
    type: 'forecast',
    epoch,
    series: model.output.names.map((target, column) => ({
      target,
      rows,
      labels: rows.map((row) => labels[row] ?? `${row}`),
      truth: rows.map((row) => targets[row * targetSize + column] ?? Number.NaN),
      forecast: rows.map(
        (_row, index) => forecasts[(skipped + index) * horizon * targetSize + column] ?? Number.NaN,
      ),
    })),
  };
}

/** A check that says yes the first time and then at most once per pause. */
function every(now: () => number, pause: () => number): () => boolean {
  let last = Number.NEGATIVE_INFINITY;
  return () => {
    const time = now();
    if (time - last < pause()) {
      return false;
    }
    last = time;
    return true;
  };
}

function rate(from: Mark, to: Mark): number {
  const seconds = secondsBetween(from.time, to.time);
  return seconds > 0 ? (to.sequences - from.sequences) / seconds : 0;
}

function secondsBetween(from: number, to: number): number {
  return (to - from) / 1000;
}
