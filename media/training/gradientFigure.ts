import type { Figure } from '../shared/figure.ts';
import { formatMeasure, formatShare, formatShort } from '../shared/numbers.ts';
import { epochAxis } from './epochAxis.ts';
import type { TrainingView } from './trainingView.ts';

/** The gradient's largest norm in each epoch, over the share of steps that were clipped. */
export function gradientFigure(view: TrainingView): Figure {
  const last = view.epochs.at(-1);
  return {
    title: 'Gradient norm',
    summary:
      last === undefined
        ? 'No epoch is done yet.'
        : `In epoch ${last.epoch} the largest norm of the gradient before clipping was ` +
          `${formatMeasure(last.gradientNorm)}; ${formatShare(last.clipped)} of the steps were clipped.`,
    x: epochAxis(view),
    positions: view.epochs.map((epoch) => epoch.epoch),
    lines: [
      {
        name: 'Clipped steps',
        colour: 'quiet',
        values: view.epochs.map((epoch) => epoch.clipped),
        style: 'filled',
        scale: 'right',
        format: formatShare,
        inTable: true,
      },
      {
        name: 'Largest norm',
        colour: 'accent',
        values: view.epochs.map((epoch) => epoch.gradientNorm),
        style: 'line',
        scale: 'left',
        format: (value) => formatMeasure(value),
        inTable: true,
      },
    ],
    left: {
      kind: 'linear',
      range: [0, 1.1 * Math.max(...view.epochs.map((epoch) => epoch.gradientNorm), 0) || 1],
      formatTick: (value) => formatShort(value),
    },
    right: { kind: 'linear', range: [0, 1], formatTick: formatShare },
    marks: [],
  };
}
