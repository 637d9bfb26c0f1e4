import type { Figure, FigureLine, FigureMark } from '../shared/figure.ts';
import { formatMeasure, formatShort } from '../shared/numbers.ts';
import { epochAxis } from './epochAxis.ts';
import type { TrainingView } from './trainingView.ts';

/** Training and validation loss over the epochs, with the single steps behind them. */
export function lossFigure(view: TrainingView, logarithmic: boolean): Figure {
  const positions = mergePositions(
    view.epochs.map((epoch) => epoch.epoch),
    view.steps.map((step) => step.position),
  );
  const epochAt = new Map(view.epochs.map((epoch) => [epoch.epoch, epoch]));
  const stepAt = new Map(view.steps.map((step) => [step.position, step.loss]));
  const lines: readonly FigureLine[] = [
    {
      ...lossLine,
      name: 'Each step',
      colour: 'quiet',
      style: 'thin',
      inTable: false,
      values: positions.map((position) => stepAt.get(position)),
    },
    {
      ...lossLine,
      name: 'Training',
      colour: 'training',
      values: positions.map((position) => epochAt.get(position)?.trainLoss),
    },
    {
      ...lossLine,
      name: 'Validation',
      colour: 'validation',
      values: positions.map((position) => epochAt.get(position)?.validationLoss),
    },
  ];
  return {
    title: 'Loss',
    summary: summarize(view),
    x: epochAxis(view),
    positions,
    lines: view.steps.length > 0 ? lines : lines.slice(1),
    left: {
      kind: logarithmic ? 'logarithmic' : 'linear',
      formatTick: (value) => formatShort(value),
    },
    marks: bestMark(view),
  };
}

const lossLine = {
  style: 'line',
  scale: 'left',
  format: (value: number) => formatMeasure(value),
  inTable: true,
} as const;

function bestMark(view: TrainingView): readonly FigureMark[] {
  const { best } = view;
  return best === undefined
    ? []
    : [
        {
          position: best.epoch,
          value: best.validationLoss,
          colour: 'validation',
          text: `best, epoch ${best.epoch}`,
        },
      ];
}

function summarize(view: TrainingView): string {
  const first = view.epochs.at(0);
  const last = view.epochs.at(-1);
  if (first === undefined || last === undefined) {
    return 'No epoch is done yet.';
  }
  const best = view.best
    ? ` The best validation loss is ${formatMeasure(view.best.validationLoss)}, in epoch ${view.best.epoch}.`
    : '';
  return (
    `After ${last.epoch} epochs the training loss went from ${formatMeasure(first.trainLoss)} to ` +
    `${formatMeasure(last.trainLoss)} and the validation loss from ` +
    `${formatMeasure(first.validationLoss)} to ${formatMeasure(last.validationLoss)}.${best}`
  );
}

/** Both ascending lists as one, without doubles. */
function mergePositions(epochs: readonly number[], steps: readonly number[]): readonly number[] {
  return [...new Set([...epochs, ...steps])].sort((a, b) => a - b);
}
