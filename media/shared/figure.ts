/**
 * What a plot shows, as plain data: made by pure functions (one file per plot), drawn by `chart.tsx`,
 * and the source of the table behind the plot, of its CSV and of its PNG.
 */
export interface Figure {
  readonly title: string;
  /** What is seen, in a sentence, for those who cannot see it. */
  readonly summary: string;
  readonly x: FigureAxis;
  /** Ascending, one per point of every line. */
  readonly positions: readonly number[];
  readonly lines: readonly FigureLine[];
  readonly left: FigureScale;
  readonly right?: FigureScale;
  readonly marks: readonly FigureMark[];
  /** Stretches of the left scale with a meaning, drawn behind the lines. */
  readonly bands?: readonly FigureBand[];
}

export interface FigureAxis {
  readonly name: string;
  /** A position as text, for the table and the read-out. */
  readonly format: (position: number) => string;
  /** Which positions bear a label when about `room` of them fit. */
  readonly ticks: (low: number, high: number, room: number) => readonly number[];
  /** A position as the text of its tick, one of `ticks`. */
  readonly formatTick: (position: number, ticks: readonly number[]) => string;
  /** The least stretch shown; more where there are more points. */
  readonly range: readonly [number, number];
}

export interface FigureScale {
  readonly kind: 'linear' | 'logarithmic';
  /** Fixed ends, where they mean something (shares from 0 to 1). */
  readonly range?: readonly [number, number];
  readonly formatTick: (value: number) => string;
}

/** The colours of lines, by meaning or by number; `panel.css` gives each the theme's own. */
export const colourNames = [
  'training',
  'validation',
  'truth',
  'forecast',
  'quiet',
  'accent',
  'first',
  'second',
  'third',
  'fourth',
  'fifth',
  'sixth',
] as const;

export type ColourName = (typeof colourNames)[number];

/** Those for lines that only have to be told apart. */
export const numberedColours = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth'] as const;

export interface FigureLine {
  readonly name: string;
  readonly colour: ColourName;
  /** One per position; `undefined` where there is none. */
  readonly values: readonly (number | undefined)[];
  readonly style: 'line' | 'thin' | 'dashed' | 'dotted' | 'dash-dotted' | 'stepped' | 'filled';
  readonly scale: 'left' | 'right';
  readonly format: (value: number) => string;
  /** Whether the line is a column of the table and of the CSV. */
  readonly inTable: boolean;
  /** A few letters that stand at the start of the line. */
  readonly label?: string;
}

/** From one value to another one, which may be infinite. */
export interface FigureBand {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** One point of a line that is pointed out. */
export interface FigureMark {
  readonly position: number;
  readonly value: number;
  readonly colour: ColourName;
  readonly text: string;
}

/** The rows of the table behind a plot: positions where a line of the table has a value. */
export function figureRows(figure: Figure): readonly FigureRow[] {
  const lines = figure.lines.filter((line) => line.inTable);
  return figure.positions
    .map((position, index) => ({ position, values: lines.map((line) => line.values[index]) }))
    .filter((row) => row.values.some((value) => value !== undefined));
}

export interface FigureRow {
  readonly position: number;
  /** One per line with `inTable`. */
  readonly values: readonly (number | undefined)[];
}

/** The last value of a line. */
export function lastValue(line: FigureLine): number | undefined {
  return line.values.findLast((value) => value !== undefined);
}

/** The index at or nearest to `index` where the line has a value. */
export function nearestIndex(line: FigureLine, index: number): number | undefined {
  for (let distance = 0; distance < line.values.length; distance++) {
    for (const candidate of [index - distance, index + distance]) {
      if (line.values[candidate] !== undefined) {
        return candidate;
      }
    }
  }
  return undefined;
}

/** The indices that the keyboard stops at: those of the rows of the table. */
export function stopIndices(figure: Figure): readonly number[] {
  const lines = figure.lines.filter((line) => line.inTable);
  return figure.positions.flatMap((_, index) =>
    lines.some((line) => line.values[index] !== undefined) ? [index] : [],
  );
}
