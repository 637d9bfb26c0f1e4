import { assertNever } from '../../src/base/invariant.ts';
import type {
  EpochDone,
  EpochMetrics,
  ForecastMade,
  RunEvent,
  RunFailed,
  RunFinished,
  RunStarted,
  StepDone,
} from '../../src/protocol/runEvents.ts';

/** All that the training panel shows of a run, collected from its events. */
export interface TrainingView {
  readonly started: RunStarted | undefined;
  /** The evaluations, in order: one per epoch unless the spec asks for more. */
  readonly epochs: readonly EpochMetrics[];
  /** Single steps between the epochs, thinned out where they are many. */
  readonly steps: readonly StepPoint[];
  readonly lastStep: StepDone | undefined;
  /** The last evaluation, with its times; `undefined` where all come from the history. */
  readonly lastEpoch: EpochDone | undefined;
  readonly best: EpochMetrics | undefined;
  readonly forecast: ForecastMade | undefined;
  readonly ending: RunFinished | RunFailed | undefined;
}

/** The loss of one training step. */
export interface StepPoint {
  /** In epochs: 2.5 is half-way through the third. */
  readonly position: number;
  readonly loss: number;
}

/** Nothing known yet. */
export const emptyView: TrainingView = {
  started: undefined,
  epochs: [],
  steps: [],
  lastStep: undefined,
  lastEpoch: undefined,
  best: undefined,
  forecast: undefined,
  ending: undefined,
};

/** More single steps than this are thinned out to every other one. */
export const stepLimit = 2000;

/** The view after more events, in the order in which the run sent them. */
export function collectTraining(view: TrainingView, events: readonly RunEvent[]): TrainingView {
  const draft: Draft = { ...view, epochs: [...view.epochs], steps: [...view.steps] };
  for (const event of events) {
    collectEvent(draft, event);
  }
  if (draft.steps.length > stepLimit) {
    draft.steps = draft.steps.filter((_, index) => index % 2 === 0);
  }
  return draft;
}

type Draft = {
  -readonly [Key in keyof TrainingView]: TrainingView[Key] extends readonly (infer Item)[]
    ? Item[]
    : TrainingView[Key];
};

function collectEvent(draft: Draft, event: RunEvent): void {
  switch (event.type) {
    case 'started':
      collectStart(draft, event);
      return;
    case 'step':
      collectStep(draft, event);
      return;
    case 'epoch':
      draft.lastEpoch = event;
      collectEpoch(draft, event);
      return;
    case 'forecast':
      draft.forecast = event;
      return;
    case 'finished':
    case 'failed':
      draft.ending = event;
      return;
    default:
      assertNever(event);
  }
}

/** A run that goes on brings the epochs before; what came after its checkpoint no longer counts. */
function collectStart(draft: Draft, event: RunStarted): void {
  const sameRun = draft.started?.run === event.run;
  draft.started = event;
  draft.epochs = [];
  const done = event.stepsDone / Math.max(1, event.stepsPerEpoch);
  draft.steps = sameRun ? draft.steps.filter((point) => point.position <= done) : [];
  draft.lastStep = undefined;
  draft.lastEpoch = undefined;
  draft.best = undefined;
  draft.ending = undefined;
  if (!sameRun) {
    draft.forecast = undefined;
  }
  for (const metrics of event.history) {
    collectEpoch(draft, metrics);
  }
}

/** Steps from before a run was resumed are drawn, but say nothing of how it goes now. */
function collectStep(draft: Draft, event: StepDone): void {
  const { started } = draft;
  draft.steps.push({ position: stepPosition(started, event), loss: event.loss });
  if (event.step > (started?.stepsDone ?? 0)) {
    draft.lastStep = event;
  }
}

function collectEpoch(draft: Draft, metrics: EpochMetrics): void {
  draft.epochs.push(metrics);
  if (metrics.best) {
    draft.best = metrics;
  }
}

/** How many epochs lay before the end of a step. */
export function stepPosition(started: RunStarted | undefined, step: StepDone): number {
  const perEpoch = Math.max(1, started?.stepsPerEpoch ?? step.stepInEpoch);
  return step.epoch - 1 + step.stepInEpoch / perEpoch;
}
