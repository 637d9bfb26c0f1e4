import type { OutputShape } from '../data/dataShape.ts';
import { type PlannedBatch, paddingShare } from '../data/planBatches.ts';
import type { EpochMetrics, LossName } from '../protocol/runEvents.ts';
import { parameterCount } from '../resolve/model.ts';
import type { Progress } from './progress.ts';
import type { RunReporter, TrainOptions } from './trainContext.ts';

/** Sends the `started` event, which tells of the current epoch's `batches`, and then reports what the training tells it. */
export function createRunReporter(
  options: TrainOptions,
  start: Progress,
  history: readonly EpochMetrics[],
  batches: readonly PlannedBatch[],
): RunReporter {
  const { clock, model, onEvent, task } = options;
  const { epochs, accumulate } = model.spec.train;
  const steps = stepsPerEpoch(model, batches);
  onEvent(startedEvent(options, start, history, batches));
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
    return perStep * (epochs * steps - step);
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
          stepInEpoch: Math.ceil(progress.current.batches / accumulate),
          loss,
          gradientNorm,
          learningRate: progress.since.learningRate,
          sequencesPerSecond: rate(stepMark, now),
          secondsLeft: secondsLeft(progress.step),
        });
        stepMark = now;
      }
    },
    epochDone: (metrics, validated) => {
      const now = { time: clock.now(), sequences };
      onEvent({
        type: 'epoch',
        ...metrics,
        epochs,
        secondsLeft: secondsLeft(stepsDone),
        sequencesPerSecond: rate(epochMark, now),
      });
      epochMark = now;
      if (task.show && mayShowForecast()) {
        onEvent(task.show(metrics.epoch, validated));
      }
    },
    bestDone: (epoch, validated) => {
      if (task.show) {
        onEvent(task.show(epoch, validated));
      }
    },
  };
}

/** Milliseconds between two events of a kind. */
const stepPause = 250;
const forecastPause = 500;

/** A forecast is large, so in a long run they come at a share of the time that has passed. */
const forecastShare = 0.02;

interface Mark {
  readonly time: number;
  readonly sequences: number;
}

const lossNames: Readonly<Record<OutputShape['kind'], LossName>> = {
  values: 'squared error',
  classes: 'cross entropy',
  flags: 'binary cross entropy',
};

function stepsPerEpoch({ spec }: TrainOptions['model'], batches: readonly PlannedBatch[]): number {
  return Math.ceil(batches.length / spec.train.accumulate);
}

function startedEvent(
  { dataset, model, notices, origin, store, task }: TrainOptions,
  start: Progress,
  history: readonly EpochMetrics[],
  batches: readonly PlannedBatch[],
) {
  const { train, validation, test } = dataset.parts;
  const lengths = train.sequences.map(({ length }) => length);
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
    stepsPerEpoch: stepsPerEpoch(model, batches),
    ...(model.ragged ? { padding: paddingShare(lengths, batches) } : {}),
    epochsDone: start.epoch,
    stepsDone: start.step,
    measure: task.measure,
    loss: lossNames[model.output.kind],
    forecasts: task.show !== undefined,
    history,
    ...(notices.length > 0 ? { notices } : {}),
  } as const;
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
