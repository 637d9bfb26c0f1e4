import type { PlateauOptions, ScheduleSpec, TrainSpec } from '../spec/spec.ts';
import { evaluationsSinceBest, type PlateauProgress, type Progress } from './progress.ts';

/** Where in the training a step is. */
export interface StepPlace {
  /** The number of the training step, from 1. */
  readonly step: number;
  /** Epochs that lie before the step, with the share of the current one. */
  readonly epochs: number;
  /** How often the learning rate fell because of a plateau. */
  readonly falls: number;
}

/**
 * The learning rate of one training step: what the schedule makes of the optimiser's rate, times the
 * share of the warm-up that is done with this step.
 */
export function learningRate(train: TrainSpec, place: StepPlace): number {
  const { optimizer, schedule, warmup } = train;
  const share = warmup === 0 ? 1 : Math.min(1, place.step / warmup);
  const rate = rates[schedule.kind] as Rate<ScheduleSpec>;
  return share * rate(schedule, optimizer.rate, place, train.epochs);
}

/** What a plateau schedule does after an evaluation, which the progress counts already. */
export function judgePlateau({ patience }: PlateauOptions, progress: Progress): PlateauProgress {
  const { plateau, evaluations } = progress;
  const waited = Math.min(evaluationsSinceBest(progress), evaluations - plateau.lastFall);
  return waited < patience ? plateau : { falls: plateau.falls + 1, lastFall: evaluations };
}

type Rate<Schedule> = (
  schedule: Schedule,
  rate: number,
  place: StepPlace,
  allEpochs: number,
) => number;

const rates: {
  readonly [K in ScheduleSpec['kind']]: Rate<Extract<ScheduleSpec, { kind: K }>>;
} = {
  constant: (_, rate) => rate,
  step: ({ every, factor }, rate, { epochs }) => rate * factor ** Math.floor(epochs / every),
  cosine: ({ to }, rate, { epochs }, allEpochs) =>
    to + ((rate - to) * (1 + Math.cos((Math.PI * epochs) / allEpochs))) / 2,
  plateau: ({ factor, min }, rate, { falls }) => Math.max(min, rate * factor ** falls),
};
