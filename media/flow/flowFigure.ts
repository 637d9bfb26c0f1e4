import { vanishedShare } from '../../src/protocol/flowWords.ts';
import type { Figure, FigureLine, FigureScale } from '../shared/figure.ts';
import { formatMeasure, formatPower } from '../shared/numbers.ts';
import { wholeTicks } from '../shared/ticks.ts';
import type { FlowCurve } from './flowCurves.ts';

/** Smaller shares than this leave the picture: what matters happens far above. */
const leastShown = 1e-9;

/**
 * The size of ∂loss/∂value over the time steps before the loss, which is at 0 on the right. With
 * `relative` each curve is a share of what it is at the loss, and the regions are marked where a
 * gradient counts as vanished or exploded.
 */
export function flowFigure(curves: readonly FlowCurve[], relative: boolean): Figure {
  // At least one step, as an axis without a length cannot be drawn.
  const first = Math.min(-1, ...curves.map(({ from }) => from));
  const last = Math.max(0, ...curves.map(lastDistance));
  const positions = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const lines = curves.map((curve): FigureLine => {
    const start = relative ? curve.value.norms[-curve.from] : 1;
    return {
      name: curve.name,
      colour: curve.colour,
      style: curve.style,
      scale: 'left',
      values: positions.map((position) => {
        const norm = curve.value.norms[position - curve.from];
        return norm === undefined || Number.isNaN(norm) || !start ? undefined : norm / start;
      }),
      format: relative ? formatFlowShare : (value) => formatMeasure(value),
      inTable: true,
      ...(curve.label === undefined ? {} : { label: curve.label }),
    };
  });
  return {
    title: 'Gradient flow',
    summary: summarize(curves),
    x: {
      name: 'Steps from the loss',
      format: (position) => String(position),
      ticks: wholeTicks,
      formatTick: (position) => (position === 0 ? 'loss' : formatMinus(position)),
      range: [first, last],
    },
    positions,
    lines,
    left: flowScale(lines, relative),
    marks: [],
    bands: relative
      ? [
          {
            from: 0,
            to: vanishedShare,
            text: `vanished: below ${100 * vanishedShare} %`,
          },
          {
            from: 1 / vanishedShare,
            to: Infinity,
            text: `exploded: above ${1 / vanishedShare}×`,
          },
        ]
      : [],
  };
}

/** A share for reading: `35 %`, `0.012 %`, `12×`. */
export function formatFlowShare(share: number): string {
  if (share >= 10) {
    return `${formatMeasure(share, 2)}×`;
  }
  const percent = 100 * share;
  return percent >= 1e-3 || percent === 0
    ? `${formatMeasure(percent, percent >= 100 ? 3 : 2)} %`
    : formatMeasure(share, 2);
}

/** The last distance where a curve has anything; what comes after the loss does nothing to it. */
function lastDistance({ value, from }: FlowCurve): number {
  return from + value.norms.findLastIndex((norm) => norm > 0);
}

/** Whole powers of ten around all that is shown. */
function flowScale(lines: readonly FigureLine[], relative: boolean): FigureScale {
  const values = lines.flatMap((line) =>
    line.values.filter((value): value is number => value !== undefined && value > 0),
  );
  const finite = values.filter(Number.isFinite);
  const high = finite.reduce((most, value) => Math.max(most, value), relative ? 1 : 1e-30);
  const low = finite.reduce((least, value) => Math.min(least, value), high);
  const least = Math.max(relative ? Math.min(low, vanishedShare / 2) : low, high * leastShown);
  return {
    kind: 'logarithmic',
    range: [10 ** Math.floor(Math.log10(least)), 10 ** Math.ceil(Math.log10(high * 1.5))],
    formatTick: formatPower,
  };
}

function summarize(curves: readonly FlowCurve[]): string {
  return curves.length === 0
    ? 'There is no curve.'
    : `${curves.map(({ name, words }) => `${name}: ${words}`).join('. ')}.`;
}

function formatMinus(position: number): string {
  return position.toLocaleString('en-US').replace('-', '−');
}
