import { countOf, formatCount } from '../base/counts.ts';
import { isScoreTheLoss, shortMeasure } from '../protocol/measureWords.ts';
import type { EpochDone, Measure, RunEvent, RunStarted, StepDone } from '../protocol/runEvents.ts';
import { formatMeasure, formatScore } from '../protocol/scoreWords.ts';
import { type CliIo, printLine } from './io.ts';
import { formatDuration } from './numbers.ts';
import { shownPath } from './paths.ts';
import { stylesFor } from './styles.ts';

/** Shows a run while it goes on. */
export interface TrainingProgress {
  readonly show: (event: RunEvent) => void;
  /** Takes the bar away, so that other text can follow. */
  readonly end: () => void;
}

/** A bar that is redrawn on a terminal; otherwise a line for every evaluation, or for some of many. */
export function createTrainingProgress(io: CliIo): TrainingProgress {
  return io.stdout.isTTY ? createBar(io) : createLines(io);
}

/** Lines for evaluations that a log gets at most, beside the first and the last. */
const mostLines = 40;

function createLines(io: CliIo): TrainingProgress {
  let started: RunStarted | undefined;
  let shown: number | undefined;
  return {
    show: (event) => {
      if (event.type === 'started') {
        started = event;
        printLine(io, startText(io, event));
      } else if (started && event.type === 'epoch') {
        const { epoch, epochs } = event;
        if (shown === undefined || epoch >= shown + epochs / mostLines || epoch === epochs) {
          shown = epoch;
          printLine(io, epochLine(event, started.measure));
        }
      }
    },
    end: () => {},
  };
}

function createBar(io: CliIo): TrainingProgress {
  let started: RunStarted | undefined;
  let epoch: EpochDone | undefined;
  let best = Number.NaN;
  const clear = '\r\x1b[K';
  return {
    show: (event) => {
      if (event.type === 'started') {
        started = event;
        best = event.history.findLast((it) => it.best)?.validationScore ?? Number.NaN;
        printLine(io, startText(io, event));
      } else if (event.type === 'epoch') {
        epoch = event;
        best = event.best ? event.validationScore : best;
      }
      if (started && (event.type === 'step' || event.type === 'epoch')) {
        io.stdout.write(clear + drawBar(io, started, event, epoch, best));
      }
    },
    end: () => io.stdout.write(clear),
  };
}

function startText(io: CliIo, event: RunStarted): string {
  const { sequences, parameters, seed, epochs, epochsDone, padding } = event;
  const known = epochsDone > 0 ? `, going on after epoch ${epochsDone} of ${epochs}` : '';
  return [
    `Training ${shownPath(io, event.spec)}: ${countOf(parameters, 'parameter')}, ` +
      `${formatCount(sequences.train)} training, ${formatCount(sequences.validation)} validation ` +
      `and ${formatCount(sequences.test)} test sequences, seed ${seed}${known}`,
    ...(padding === undefined
      ? []
      : [
          `Batches of unequal lengths: ${(padding * 100).toFixed(1)} % of their time steps are padding`,
        ]),
    `Run ${shownPath(io, event.folder)}`,
  ].join('\n');
}

function epochLine(event: EpochDone, measure: Measure): string {
  const width = String(event.epochs).length;
  const score = `validation ${shortMeasure(measure)} ${formatScore(measure, event.validationScore)}`;
  const validation = [
    `validation loss ${formatMeasure(event.validationLoss)}`,
    ...(isScoreTheLoss(event) ? [] : [score]),
  ].join('  ');
  return [
    `epoch ${String(event.epoch).padStart(width)}/${event.epochs}`,
    `loss ${formatMeasure(event.trainLoss)}`,
    `${validation}${event.best ? ' (best)' : ''}`,
    `${formatCount(Math.round(event.sequencesPerSecond))} sequences/s`,
    `${formatDuration(event.secondsLeft)} left`,
  ].join('  ');
}

/** Characters of the bar, on a terminal that has so many for the text beside it. */
const barLength = 20;
const leastText = 40;

function drawBar(
  io: CliIo,
  started: RunStarted,
  event: StepDone | EpochDone,
  epoch: EpochDone | undefined,
  best: number,
): string {
  const share = event.step / (started.epochs * started.stepsPerEpoch);
  const loss = event.type === 'step' ? event.loss : event.trainLoss;
  // What matters least stands last, and is left out where the terminal is narrow.
  const parts = [
    `epoch ${event.epoch}/${started.epochs}`,
    `loss ${formatMeasure(loss, 3)}`,
    ...(epoch ? [`validation ${formatMeasure(epoch.validationLoss, 3)}`] : []),
    `${formatDuration(event.secondsLeft)} left`,
    `${formatCount(Math.round(event.sequencesPerSecond))} sequences/s`,
    ...(Number.isNaN(best)
      ? []
      : [`best ${shortMeasure(started.measure)} ${formatScore(started.measure, best)}`]),
  ];
  const width = (io.stdout.columns ?? 80) - 1;
  const length = Math.max(0, Math.min(barLength, width - leastText));
  const filled = Math.round(share * length);
  const { green, dim } = stylesFor(io, io.stdout);
  const bar = `${green('█'.repeat(filled))}${dim('░'.repeat(length - filled))}`;
  return `${bar} ${joinWhile(parts, width - length - 1)}`;
}

/** The first parts, as many as fit. */
function joinWhile(parts: readonly string[], width: number): string {
  let text = '';
  for (const part of parts) {
    const longer = text === '' ? part : `${text}  ${part}`;
    if (longer.length > width) {
      break;
    }
    text = longer;
  }
  return text;
}
