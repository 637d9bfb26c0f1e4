import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitRows } from '../../../src/data/forecast/splitRows.ts';

const split: [number, number, number] = [0.6, 0.2, 0.2];

describe('splitRows', () => {
  it('lets windows reach back into an earlier part, and targets stay in theirs', () => {
    expect(splitRows(20, { window: 3, horizon: 2, split })).toEqual({
      train: { rows: { first: 0, end: 12 }, starts: { first: 3, end: 11 } },
      validation: { rows: { first: 12, end: 16 }, starts: { first: 12, end: 15 } },
      test: { rows: { first: 16, end: 20 }, starts: { first: 16, end: 19 } },
    });
  });

  it('leaves a part without sequences where none fits', () => {
    const parts = splitRows(10, { window: 8, horizon: 1, split });
    expect(parts.train.starts).toEqual({ first: 8, end: 8 });
    expect(parts.validation.starts).toEqual({ first: 8, end: 8 });
    expect(parts.test.starts).toEqual({ first: 8, end: 10 });
  });

  it('covers every row once and cuts no sequence out of its bounds', () => {
    const sizes = fc.record({
      rows: fc.nat(200),
      window: fc.integer({ min: 1, max: 30 }),
      horizon: fc.integer({ min: 1, max: 10 }),
    });
    fc.assert(
      fc.property(sizes, ({ rows, window, horizon }) => {
        const parts = splitRows(rows, { window, horizon, split });
        expect(parts.train.rows.first).toBe(0);
        expect(parts.validation.rows.first).toBe(parts.train.rows.end);
        expect(parts.test.rows.first).toBe(parts.validation.rows.end);
        expect(parts.test.rows.end).toBe(rows);
        for (const part of Object.values(parts)) {
          const { first, end } = part.starts;
          expect(end).toBeGreaterThanOrEqual(first);
          if (end > first) {
            expect(first).toBeGreaterThanOrEqual(Math.max(part.rows.first, window));
            expect(end - 1 + horizon).toBeLessThanOrEqual(part.rows.end);
          }
        }
      }),
    );
  });
});
