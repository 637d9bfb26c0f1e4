import type { Figure } from '../shared/figure.ts';
import { formatShort } from '../shared/numbers.ts';
import { epochAxis } from './epochAxis.ts';
import type { TrainingView } from './trainingView.ts';

/** The learning rate of each epoch. */
export function rateFigure(view: TrainingView): Figure {
  const rates = view.epochs.map((epoch) => epoch.learningRate);
  const last = rates.at(-1);
  return {
    title: 'Learning rate',
    summary:
      last === undefined
        ? 'No epoch is done yet.'
        : rates.every((rate) => rate === last)
          ? `The learning rate is ${formatShort(last)} in every epoch.`
          : `The learning rate went from ${formatShort(rates[0] ?? last)} to ${formatShort(last)}.`,
    x: epochAxis(view),
    positions: view.epochs.map((epoch) => epoch.epoch),
    lines: [
      {
        name: 'Learning rate',
        colour: 'accent',
        values: rates,
        style: 'stepped',
        scale: 'left',
        format: (value) => formatShort(value),
        inTable: true,
      },
    ],
    left: {
      kind: 'linear',
      formatTick: (value) => formatShort(value),
      range: [0, Math.max(...rates, 0) * 1.25 || 1],
    },
    marks: [],
  };
}
