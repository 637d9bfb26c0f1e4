import { describe, expect, test } from 'vitest';
import { labelTicks, shortLabel, wholeTicks } from '../../../media/shared/ticks.ts';

describe('wholeTicks', () => {
  test.each([
    [0, 5, 10, [0, 1, 2, 3, 4, 5]],
    [0, 60, 4, [0, 20, 40, 60]],
    [3, 9, 3, [4, 6, 8]],
  ])('from %d to %d in room for %d', (low, high, room, ticks) => {
    expect(wholeTicks(low, high, room)).toEqual(ticks);
  });
});

describe('labelTicks', () => {
  const months = Array.from({ length: 30 }, (_, index) => monthLabel(1957, 5 + index));

  test('takes quarters of years where months do not fit', () => {
    const ticks = labelTicks(months, 0, 29, 11);
    expect(ticks.slice(0, 3).map((tick) => months[tick])).toEqual([
      '1957-07',
      '1957-10',
      '1958-01',
    ]);
  });

  test('takes years where quarters do not fit', () => {
    const ticks = labelTicks(months, 0, 29, 2);
    expect(ticks.map((tick) => months[tick])).toEqual(['1958-01', '1959-01']);
  });

  test('takes every row where all fit', () => {
    expect(labelTicks(months.slice(0, 4), 0, 3, 8)).toEqual([0, 1, 2, 3]);
  });

  test('takes starts of months of days', () => {
    const days = Array.from({ length: 90 }, (_, index) =>
      new Date(Date.UTC(1981, 0, 10 + index)).toISOString().slice(0, 10),
    );
    expect(labelTicks(days, 0, 89, 5).map((tick) => days[tick])).toEqual([
      '1981-02-01',
      '1981-03-01',
      '1981-04-01',
    ]);
  });

  test('takes round rows where labels are no dates', () => {
    const labels = Array.from({ length: 100 }, (_, index) => `row ${index}`);
    expect(labelTicks(labels, 0, 99, 5)).toEqual([0, 20, 40, 60, 80]);
  });

  test('takes none of no rows', () => {
    expect(labelTicks([], 0, 0, 5)).toEqual([]);
  });
});

describe('shortLabel', () => {
  test('leaves the month out where all ticks are Januaries', () => {
    expect(shortLabel('1958-01', ['1958-01', '1959-01'])).toBe('1958');
    expect(shortLabel('1958-01', ['1957-10', '1958-01'])).toBe('1958-01');
  });
});

function monthLabel(year: number, month: number): string {
  const index = year * 12 + month;
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
}
