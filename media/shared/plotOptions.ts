import uPlot from 'uplot';
import { type Figure, type FigureLine, type FigureScale, nearestIndex } from './figure.ts';
import { drawBands, drawLabels, drawMarks } from './plotDrawings.ts';
import type { Theme } from './theme.ts';

/** What a plot reads anew each time it draws, so that new points need no new plot. */
export interface PlotSource {
  figure: Figure;
  theme: Theme;
}

/** Width and height in CSS pixels. */
export interface PlotSize {
  readonly width: number;
  readonly height: number;
}

/** A figure for uPlot: axes, lines, cursor and marks in the theme's colours. */
export function plotOptions(
  source: PlotSource,
  size: PlotSize,
  onCursor: (index: number | undefined) => void,
): uPlot.Options {
  const { figure } = source;
  return {
    ...size,
    legend: { show: false },
    padding: [12, figure.right ? 4 : 12, 0, 0],
    cursor: {
      y: false,
      drag: { x: false, y: false },
      points: { size: 8, width: 2 },
      dataIdx: (_plot, series, index) => {
        const line = source.figure.lines[series - 1];
        return line === undefined ? index : (nearestIndex(line, index) ?? index);
      },
    },
    scales: {
      x: { time: false, range: (_plot, low, high) => positionRange(source.figure, low, high) },
      left: valueScale(() => source.figure.left),
      ...(figure.right
        ? { right: valueScale(() => source.figure.right ?? source.figure.left) }
        : {}),
    },
    axes: [
      positionAxis(source),
      valueAxis(source, 'left'),
      ...(figure.right ? [valueAxis(source, 'right')] : []),
    ],
    focus: { alpha: 0.25 },
    series: [{}, ...figure.lines.map((_line, index) => lineSeries(source, index))],
    hooks: {
      setCursor: [(plot) => onCursor(plot.cursor.idx ?? undefined)],
      drawAxes: [(plot) => drawBands(plot, source.figure, source.theme)],
      draw: [
        (plot) => drawLabels(plot, source.figure, source.theme),
        (plot) => drawMarks(plot, source.figure, source.theme),
      ],
    },
  };
}

/** The columns that uPlot draws; what a logarithmic scale cannot show is left out. */
export function plotData(figure: Figure): uPlot.AlignedData {
  return [
    figure.positions as number[],
    ...figure.lines.map((line) => {
      const positive = line.scale === 'left' && figure.left.kind === 'logarithmic';
      return line.values.map((value) =>
        value === undefined || !Number.isFinite(value) || (positive && value <= 0) ? null : value,
      );
    }),
  ];
}

function positionRange(figure: Figure, low: number, high: number): uPlot.Range.MinMax {
  const [least, most] = figure.x.range;
  return [Math.min(least, low ?? least), Math.max(most, high ?? most)];
}

function valueScale(scale: () => FigureScale): uPlot.Scale {
  return {
    distr: scale().kind === 'logarithmic' ? 3 : 1,
    range: (_plot, low, high) => {
      const { kind, range } = scale();
      if (range) {
        return [range[0], range[1]];
      }
      if (low === null || high === null) {
        return kind === 'logarithmic' ? [0.1, 1] : [0, 1];
      }
      return kind === 'logarithmic'
        ? uPlot.rangeLog(low, high, 10, false)
        : uPlot.rangeNum(low, high, 0.1, true);
    },
  };
}

function positionAxis(source: PlotSource): uPlot.Axis {
  return {
    ...axisLook(source),
    grid: { show: false },
    size: 30,
    splits: (plot, _axis, low, high) => {
      const room = Math.floor(plot.bbox.width / devicePixelRatio / 64);
      return [...source.figure.x.ticks(low, high, Math.max(2, room))];
    },
    values: (_plot, splits) => splits.map((split) => source.figure.x.formatTick(split, splits)),
  };
}

function valueAxis(source: PlotSource, scale: 'left' | 'right'): uPlot.Axis {
  return {
    ...axisLook(source),
    scale,
    side: scale === 'left' ? 3 : 1,
    size: scale === 'left' ? 56 : 52,
    space: 30,
    grid: {
      show: scale === 'left',
      width: 1,
      stroke: () => source.theme.grid,
      ...(source.figure[scale]?.kind === 'logarithmic' ? { filter: roundPowers } : {}),
    },
    ticks: { show: false },
    values: (_plot, splits) =>
      splits.map((split) =>
        split === null ? '' : (source.figure[scale] ?? source.figure.left).formatTick(split),
      ),
  };
}

/** Over many powers of ten, lines between them would fill the picture. */
function roundPowers(_plot: uPlot, splits: number[]): (number | null)[] {
  const decades = Math.log10((splits.at(-1) ?? 1) / (splits[0] ?? 1));
  return splits.map((split) =>
    decades <= 3 || Math.abs(Math.log10(split) - Math.round(Math.log10(split))) < 1e-6
      ? split
      : null,
  );
}

function axisLook(source: PlotSource): uPlot.Axis {
  return {
    stroke: () => source.theme.muted,
    font: `11px ${source.theme.font}`,
    ticks: { show: true, size: 4, width: 1, stroke: () => source.theme.grid },
    gap: 6,
  };
}

function lineSeries(source: PlotSource, index: number): uPlot.Series {
  const line = () => source.figure.lines[index] as FigureLine;
  const colour = () => source.theme.colours[line().colour];
  const { style, scale } = line();
  // A value is of the stretch before its position, as an epoch's is.
  const paths =
    style === 'stepped'
      ? steppedFromStart
      : style === 'filled'
        ? uPlot.paths.bars?.({ size: [1, Infinity], align: -1 })
        : undefined;
  const series: uPlot.Series = {
    scale,
    spanGaps: true,
    stroke: style === 'filled' ? 'transparent' : colour,
    width: style === 'thin' ? 1 : style === 'filled' ? 0 : 2,
    dash: dashOf(line(), source.theme),
    points: {
      show: () => style === 'line' && countValues(line()) <= pointLimit,
      size: 5,
      stroke: colour,
      fill: colour,
    },
  };
  return {
    ...series,
    ...(style === 'filled' ? { fill: () => translucent(colour()) } : {}),
    ...(paths ? { paths } : {}),
  };
}

/** Steps that end at their positions; the first is as long as the one after it would be. */
const steppedFromStart: uPlot.Series.PathBuilder = (plot, index, first, last) => {
  const paths = uPlot.paths.stepped?.({ align: -1 })(plot, index, first, last) ?? null;
  const value = plot.data[index]?.[first];
  const position = plot.data[0][first];
  if (paths?.stroke instanceof Path2D && value != null && position !== undefined) {
    // To whole pixels, as the steps themselves are.
    const y = Math.round(plot.valToPos(value, plot.series[index]?.scale ?? 'y', true));
    paths.stroke.moveTo(plot.valToPos(position - 1, 'x', true), y);
    paths.stroke.lineTo(plot.valToPos(position, 'x', true), y);
  }
  return paths;
};

/** Lines of up to so many values show each of them as a point. */
const pointLimit = 24;

function countValues(line: FigureLine): number {
  let count = 0;
  for (const value of line.values) {
    count += value === undefined ? 0 : 1;
  }
  return count;
}

/**
 * In high contrast the second of two lines is dashed, as colours alone may not tell them apart.
 * Lengths in CSS pixels; empty for a line without gaps.
 */
export function dashOf(line: FigureLine, theme: Theme): number[] {
  const second = line.colour === 'validation' || line.colour === 'forecast';
  switch (line.style) {
    case 'dashed':
      return [8, 4];
    case 'dotted':
      return [2, 4];
    case 'dash-dotted':
      return [8, 4, 2, 4];
    default:
      return theme.highContrast && second ? [8, 4] : [];
  }
}

function translucent(colour: string): string {
  return `color-mix(in srgb, ${colour} 50%, transparent)`;
}
