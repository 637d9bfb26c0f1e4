import type { RunStatus } from '../../src/protocol/panel.ts';
import { formatCount, formatDuration } from '../shared/numbers.ts';
import { stepPosition, type TrainingView } from './trainingView.ts';

/** What the run is doing, as a person would say it. */
export type RunPhase =
  | 'none'
  | 'starting'
  | 'running'
  | 'stopping'
  | 'finished'
  | 'stopped'
  | 'failed'
  | 'interrupted';

/** The phase, from whether the process lives and what the run said last. */
export function phaseOf(view: TrainingView, status: RunStatus): RunPhase {
  if (status.phase !== 'ended') {
    return status.phase;
  }
  if (view.ending === undefined) {
    return 'interrupted';
  }
  if (view.ending.type === 'failed') {
    return 'failed';
  }
  return view.ending.reason === 'stopped' ? 'stopped' : 'finished';
}

/** How each phase is named in the panel's heading. */
export const phaseNames: Readonly<Record<RunPhase, string>> = {
  none: 'Not trained yet',
  starting: 'Starting',
  running: 'Training',
  stopping: 'Stopping',
  finished: 'Finished',
  stopped: 'Stopped',
  failed: 'Failed',
  interrupted: 'Interrupted',
};

/** Whether the run can go on from its last checkpoint. */
export function canResume(phase: RunPhase): boolean {
  return phase === 'stopped' || phase === 'interrupted' || phase === 'failed';
}

/** Whether the run's process lives. */
export function isAlive(phase: RunPhase): boolean {
  return phase === 'starting' || phase === 'running' || phase === 'stopping';
}

/** The share of the run's steps that is done, from 0 to 1. */
export function shareDone(view: TrainingView): number {
  const { started, lastStep } = view;
  if (started === undefined) {
    return 0;
  }
  const trained = lastStep === undefined ? 0 : stepPosition(started, lastStep);
  return Math.min(1, Math.max(epochsJudged(view), trained) / Math.max(1, started.epochs));
}

/** The line under the progress bar, in parts: `Epoch 12 of 60`, `1,840 sequences/s`, `8 s left`. */
export function progressParts(view: TrainingView, phase: RunPhase): readonly string[] {
  const { started, lastEpoch } = view;
  if (started === undefined) {
    return phase === 'starting' ? ['Preparing the data and compiling the training step'] : [];
  }
  const alive = isAlive(phase);
  const done = Math.max(epochsJudged(view), (view.lastStep?.epoch ?? 1) - 1);
  const current = alive ? Math.min(started.epochs, Math.floor(done) + 1) : done;
  const speed =
    Math.max(view.lastStep?.sequencesPerSecond ?? 0, 0) || lastEpoch?.sequencesPerSecond;
  const total = formatCount(started.epochs);
  const left = view.lastStep?.secondsLeft ?? lastEpoch?.secondsLeft;
  return [
    alive
      ? `Epoch ${formatCount(current)} of ${total}`
      : `${formatCount(current)} of ${total} epochs`,
    ...(speed ? [`${formatCount(speed)} sequences/s`] : []),
    ...(alive && left !== undefined ? [timeLeft(left)] : []),
  ];
}

/** Epochs that lay before the last evaluation. */
function epochsJudged(view: TrainingView): number {
  return view.epochs.at(-1)?.epoch ?? 0;
}

function timeLeft(seconds: number): string {
  return seconds < 1 ? 'less than a second left' : `at most ${formatDuration(seconds)} left`;
}
