import type { FigureAxis } from '../shared/figure.ts';
import { wholeTicks } from '../shared/ticks.ts';
import type { TrainingView } from './trainingView.ts';

/** The axis is at least this long, so that the first epochs do not fill it. */
const leastEpochs = 5;

/** The axis of all curves over the epochs; steps stand between them. */
export function epochAxis(view: TrainingView): FigureAxis {
  const perEpoch = view.started?.stepsPerEpoch ?? 1;
  return {
    name: 'Epoch',
    format: (position) => {
      if (Number.isInteger(position)) {
        return String(position);
      }
      const step = Math.round((position - Math.floor(position)) * perEpoch);
      return `${Math.floor(position) + 1}, step ${step} of ${perEpoch}`;
    },
    ticks: wholeTicks,
    formatTick: (position) => String(position),
    range: [0, leastEpochs],
  };
}
