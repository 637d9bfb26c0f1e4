import type { NamedValue } from '../../src/protocol/inspection.ts';
import type { UnitCurves } from '../../src/protocol/inspector.ts';
import type { ColourName, Figure, FigureLine } from '../shared/figure.ts';
import { formatMeasure, formatShort } from '../shared/numbers.ts';
import { wholeTicks } from '../shared/ticks.ts';

/** Colours in the order of the equations; behind the last they come again, dashed. */
const colours: readonly ColourName[] = ['training', 'validation', 'accent', 'truth', 'quiet'];

/** All values of one unit over time, in one plot. `first` is the trace's first step in its sequence. */
export function unitFigure(unit: number, found: UnitCurves, first: number): Figure {
  const { from, every } = found;
  // A unit of the layer has no input of its own.
  const curves = found.curves.filter(({ role }) => role !== 'input');
  const count = curves[0]?.data.length ?? 0;
  const positions = Array.from({ length: count }, (_, point) => first + from + point * every);
  const lines = curves.map((curve, index) => lineOf(curve, index));
  return {
    title: `Unit ${unit}`,
    summary: `${curves.map(({ name }) => name).join(', ')} of unit ${unit} over ${count} time steps.`,
    x: {
      name: 'Time step',
      format: (position) => String(position),
      ticks: wholeTicks,
      formatTick: (position) => String(position),
      range: [positions[0] ?? 0, positions.at(-1) ?? 1],
    },
    positions,
    lines,
    left: { kind: 'linear', formatTick: (value) => formatShort(value) },
    marks: [],
  };
}

function lineOf(
  { name, role, data }: NamedValue & { readonly data: Float32Array },
  index: number,
): FigureLine {
  return {
    name: `${name} (${role})`,
    colour: colours[index % colours.length] as ColourName,
    values: [...data],
    style: index < colours.length ? 'line' : 'dashed',
    scale: 'left',
    format: (value) => formatMeasure(value),
    inTable: true,
  };
}
