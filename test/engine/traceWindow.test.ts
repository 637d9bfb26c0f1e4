import { describe, expect, test } from 'vitest';
import { traceWindow } from '../../src/engine/traceWindow.ts';

/** `[T, width]`, four steps of three units. */
const data = Float32Array.of(1, 2, 3, 4, 5, 6, -7, 8, 9, 1, 0, -2);
const value = { data, width: 3, units: Uint32Array.of(0, 1, 2), from: 0, to: 4 };

describe('traceWindow', () => {
  test('gives every value where there is room, column by column', () => {
    const whole = traceWindow({ role: 'state', ...value }, 10, 10);
    expect(whole).toMatchObject({ columns: 4, rows: 3, stepsPerColumn: 1, unitsPerRow: 1 });
    expect([...whole.data]).toEqual([...data]);
  });

  test('arranges units and cuts time', () => {
    const units = Uint32Array.of(2, 0, 1);
    const cut = traceWindow({ role: 'state', ...value, units, from: 1, to: 3 }, 10, 10);
    expect([...cut.data]).toEqual([6, 4, 5, 9, -7, 8]);
  });

  test('keeps what is farthest from 0 where places are shared', () => {
    const small = traceWindow({ role: 'state', ...value }, 2, 2);
    expect(small).toMatchObject({ columns: 2, rows: 2, stepsPerColumn: 2, unitsPerRow: 2 });
    expect([...small.data]).toEqual([5, 6, 8, 9]);
  });

  test('takes the mean of a gate where places are shared, also at the edges', () => {
    const small = traceWindow({ role: 'gate', ...value, to: 3 }, 2, 2);
    expect([...small.data]).toEqual([3, 4.5, 0.5, 9]);
  });
});
