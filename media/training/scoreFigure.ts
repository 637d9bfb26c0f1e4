import { capitalize } from '../../src/base/capitalize.ts';
import { baselineWords, isShare } from '../../src/protocol/measureWords.ts';
import type { Baseline, Measure } from '../../src/protocol/runEvents.ts';
import type { Figure, FigureLine } from '../shared/figure.ts';
import { formatScore, formatShort } from '../shared/numbers.ts';
import { epochAxis } from './epochAxis.ts';
import type { TrainingView } from './trainingView.ts';

/** The task's measure on the validation part after each epoch; at the end beside the best baseline. */
export function scoreFigure(view: TrainingView): Figure {
  const measure = view.started?.measure ?? { name: 'accuracy', unit: '', better: 'larger' };
  const positions = view.epochs.map(({ epoch }) => epoch);
  const format = (score: number) => formatScore(measure, score);
  const { best } = view;
  const baseline = bestBaseline(view, measure);
  return {
    title: capitalize(measure.name),
    summary: summarize(view, measure),
    x: epochAxis(view),
    positions,
    lines: [
      {
        name: capitalize(measure.name),
        colour: 'validation',
        values: view.epochs.map(({ validationScore }) => validationScore),
        style: 'line',
        scale: 'left',
        format,
        inTable: true,
      },
      ...(baseline ? [baselineLine(baseline, positions, format)] : []),
    ],
    left: {
      kind: 'linear',
      formatTick: (score) =>
        isShare(measure) ? `${formatShort(score * 100)} %` : formatShort(score),
    },
    marks: best
      ? [
          {
            position: best.epoch,
            value: best.validationScore,
            colour: 'validation',
            text: `lowest loss, epoch ${best.epoch}`,
          },
        ]
      : [],
  };
}

function baselineLine(
  baseline: Baseline,
  positions: readonly number[],
  format: (score: number) => string,
): FigureLine {
  return {
    name: capitalize(baselineWords(baseline, 'value')),
    colour: 'quiet',
    values: positions.map(() => baseline.score),
    style: 'line',
    scale: 'left',
    format,
    inTable: true,
  };
}

function bestBaseline({ ending }: TrainingView, { better }: Measure): Baseline | undefined {
  const baselines = ending?.type === 'finished' ? ending.validation.baselines : [];
  return baselines.toSorted((a, b) =>
    better === 'smaller' ? a.score - b.score : b.score - a.score,
  )[0];
}

function summarize({ epochs, best }: TrainingView, measure: Measure): string {
  const [first, last] = [epochs.at(0), epochs.at(-1)];
  if (!first || !last) {
    return 'No epoch is done yet.';
  }
  const chosen = best
    ? ` In epoch ${best.epoch}, which has the lowest validation loss, it is ${formatScore(measure, best.validationScore)}.`
    : '';
  return (
    `After ${last.epoch} epochs the ${measure.name} on the validation part went from ` +
    `${formatScore(measure, first.validationScore)} to ${formatScore(measure, last.validationScore)}.${chosen}`
  );
}
