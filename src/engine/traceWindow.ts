import type { ValueWindow } from '../protocol/inspector.ts';

/** A part of a value `[T, width]` with its units in some order. */
export interface WindowOfValue {
  readonly data: Float32Array;
  readonly width: number;
  /** A permutation of the units. */
  readonly units: Uint32Array;
  readonly from: number;
  readonly to: number;
}

/**
 * The time steps `[from, to)` of a value in at most `columns` columns and `rows` rows. Where steps or
 * units must share a place, it shows the value that is farthest from 0: a single spike among 10,000
 * steps stays seen.
 */
export function traceWindow(
  { data, width, units, from, to }: WindowOfValue,
  columns: number,
  rows: number,
): ValueWindow {
  const stepsPerColumn = Math.max(1, Math.ceil((to - from) / Math.max(1, columns)));
  const unitsPerRow = Math.max(1, Math.ceil(width / Math.max(1, rows)));
  const shape = {
    columns: Math.ceil((to - from) / stepsPerColumn),
    rows: Math.ceil(width / unitsPerRow),
  };
  const picture = new Float32Array(shape.columns * shape.rows);
  // In the order in which the numbers lie in memory: that is what takes the time.
  for (let step = from; step < to; step++) {
    const column = Math.floor((step - from) / stepsPerColumn) * shape.rows;
    const start = step * width;
    for (let place = 0; place < width; place++) {
      const value = data[start + (units[place] as number)] as number;
      const target = column + Math.floor(place / unitsPerRow);
      if (Math.abs(value) > Math.abs(picture[target] as number)) {
        picture[target] = value;
      }
    }
  }
  return { ...shape, stepsPerColumn, unitsPerRow, data: picture, units };
}
