import { expect, test } from 'vitest';
import { colourNames, type FigureLine } from '../../../media/shared/figure.ts';
import { drawLegend, type LegendCanvas } from '../../../media/shared/png.ts';
import type { Theme } from '../../../media/shared/theme.ts';
import { lossFigure } from '../../../media/training/lossFigure.ts';
import { collectTraining, emptyView } from '../../../media/training/trainingView.ts';
import { recordedEvents } from '../recordedRun.ts';

const figure = lossFigure(collectTraining(emptyView, recordedEvents), false);

test.each([
  ['dashes the second line in high contrast', true, [0, 0, 2]],
  ['dashes no line where colours are enough', false, [0, 0, 0]],
])('drawLegend %s', (_what, highContrast, expected) => {
  expect(dashesOf(figure.lines, highContrast)).toEqual(expected);
});

/** How many numbers describe the dashes of each line in the legend. */
function dashesOf(lines: readonly FigureLine[], highContrast: boolean): readonly number[] {
  const dashes: number[] = [];
  let dash = 0;
  const canvas: LegendCanvas = {
    beginPath: () => undefined,
    fillStyle: '',
    fillText: () => undefined,
    font: '',
    lineTo: () => undefined,
    lineWidth: 1,
    measureText: () => ({ width: 40 }) as TextMetrics,
    moveTo: () => undefined,
    setLineDash: (segments: Iterable<number>) => {
      dash = [...segments].length;
    },
    stroke: () => {
      dashes.push(dash);
    },
    strokeStyle: '',
  };
  drawLegend(
    canvas,
    { ...figure, lines },
    { ...theme, highContrast },
    { x: 0, y: 0, ratio: 2, width: 400 },
  );
  return dashes;
}

const theme: Theme = {
  colours: Object.fromEntries(colourNames.map((name) => [name, '#00f'])) as Theme['colours'],
  background: '#fff',
  text: '#000',
  muted: '#666',
  grid: '#eee',
  font: 'sans-serif',
  highContrast: false,
};
