import type { ValueRole } from '../protocol/inspection.ts';
import type { ValueWindow } from '../protocol/inspector.ts';

/** A part of a value `[T, width]` with its units in some order. */
export interface WindowOfValue {
  readonly role: ValueRole;
  readonly data: Float32Array;
  readonly width: number;
  /** A permutation of the units. */
  readonly units: Uint32Array;
  readonly from: number;
  readonly to: number;
}

/**
 * The time steps `[from, to)` of a value in at most `columns` columns and `rows` rows. Where steps or
 * units must share a place, a gate shows their mean; all else shows the value that is farthest from 0,
 * so that a single spike among 10,000 steps stays seen.
 */
export function traceWindow(
  { role, data, width, units, from, to }: WindowOfValue,
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
      const before = picture[target] as number;
      if (role === 'gate') {
        picture[target] = before + value;
      } else if (Math.abs(value) > Math.abs(before)) {
        picture[target] = value;
      }
    }
  }
  if (role === 'gate') {
    const shared = (whole: number, part: number, place: number) =>
      Math.min(part, whole - place * part);
    picture.forEach((sum, target) => {
      const steps = shared(to - from, stepsPerColumn, Math.floor(target / shape.rows));
      picture[target] = sum / (steps * shared(width, unitsPerRow, target % shape.rows));
    });
  }
  return { ...shape, stepsPerColumn, unitsPerRow, data: picture, units };
}
