import type { ForecastMade, ForecastSeries } from '../../src/protocol/runEvents.ts';
import type { Figure } from '../shared/figure.ts';
import { formatMeasure, formatShort } from '../shared/numbers.ts';
import { labelTicks, shortLabel } from '../shared/ticks.ts';

/** The forecast of one target on the validation part, beside the truth. */
export function forecastFigure(made: ForecastMade, series: ForecastSeries): Figure {
  const { labels } = series;
  const positions = series.rows.map((_, index) => index);
  const labelAt = (position: number) => labels[position] ?? String(series.rows[position] ?? '');
  return {
    title: `Forecast of ${series.target}`,
    summary: summarize(made, series),
    x: {
      name: 'Row',
      format: labelAt,
      ticks: (low, high, room) => labelTicks(labels, low, high, room),
      formatTick: (position, ticks) => shortLabel(labelAt(position), ticks.map(labelAt)),
      range: [0, Math.max(1, positions.length - 1)],
    },
    positions,
    lines: [
      { ...seriesLine, name: 'Truth', colour: 'truth', values: finite(series.truth) },
      { ...seriesLine, name: 'Forecast', colour: 'forecast', values: finite(series.forecast) },
    ],
    left: { kind: 'linear', formatTick: (value) => formatShort(value, 4) },
    marks: [],
  };
}

const seriesLine = {
  style: 'line',
  scale: 'left',
  format: (value: number) => formatMeasure(value, 4),
  inTable: true,
} as const;

function summarize(made: ForecastMade, series: ForecastSeries): string {
  const n = series.rows.length;
  return (
    `One step ahead on the validation part, ${n} rows from ${series.labels[0] ?? '?'} to ` +
    `${series.labels[n - 1] ?? '?'}, after epoch ${made.epoch}: the root mean squared error is ` +
    `${formatMeasure(rootMeanSquare(series))}.`
  );
}

function rootMeanSquare(series: ForecastSeries): number {
  const squares = series.truth.map(
    (truth, index) => (truth - (series.forecast[index] ?? truth)) ** 2,
  );
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / Math.max(1, squares.length));
}

function finite(values: readonly number[]): readonly (number | undefined)[] {
  return values.map((value) => (Number.isFinite(value) ? value : undefined));
}
