/** An affine change of units per column: `scaled = (value − shift) / scale`. */
export interface Scaler {
  readonly shift: readonly number[];
  readonly scale: readonly number[];
}

/** Of values that are left as they are. */
export const noScaler: Scaler = { shift: [], scale: [] };

/** How the units are changed: not, to mean 0 and deviation 1, or to the range from 0 to 1. */
export type ScalerKind = 'none' | 'standard' | 'minmax';

/**
 * Fits a scaler on the rows `[first, end)` of `values`, row-major `[rows, columns]`. `standard`
 * takes the population's deviation. A column that never changes keeps its unit.
 */
export function fitScaler(
  kind: ScalerKind,
  values: Float64Array,
  columns: number,
  rows: { readonly first: number; readonly end: number },
): Scaler {
  const fits = Array.from({ length: columns }, (_, column) => {
    const cells = Float64Array.from(
      { length: Math.max(0, rows.end - rows.first) },
      (_cell, index) => values[(rows.first + index) * columns + column] ?? Number.NaN,
    );
    return cells.length === 0 ? fitters.none(cells) : fitters[kind](cells);
  });
  return {
    shift: fits.map((fit) => fit.shift),
    scale: fits.map((fit) => (fit.scale > 0 ? fit.scale : 1)),
  };
}

/** Values in scaled units; the columns are the innermost axis. */
export function scaleMatrix({ shift, scale }: Scaler, values: Float64Array): Float32Array {
  const columns = shift.length;
  return Float32Array.from(
    values,
    (value, index) => (value - (shift[index % columns] ?? 0)) / (scale[index % columns] ?? 1),
  );
}

/** Scaled values in the columns' own units; the columns are the innermost axis. */
export function unscaleMatrix({ shift, scale }: Scaler, scaled: Float32Array): Float64Array {
  const columns = shift.length;
  return Float64Array.from(
    scaled,
    (value, index) => value * (scale[index % columns] ?? 1) + (shift[index % columns] ?? 0),
  );
}

type Fit = (cells: Float64Array) => { readonly shift: number; readonly scale: number };

const fitters: Readonly<Record<ScalerKind, Fit>> = {
  none: () => ({ shift: 0, scale: 1 }),
  standard: (cells) => {
    const mean = cells.reduce((sum, cell) => sum + cell, 0) / cells.length;
    const variance = cells.reduce((sum, cell) => sum + (cell - mean) ** 2, 0) / cells.length;
    return { shift: mean, scale: Math.sqrt(variance) };
  },
  minmax: (cells) => {
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (const cell of cells) {
      low = Math.min(low, cell);
      high = Math.max(high, cell);
    }
    return { shift: low, scale: high - low };
  },
};
