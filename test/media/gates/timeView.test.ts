import { describe, expect, test } from 'vitest';
import {
  fetchedRange,
  fitView,
  leftOf,
  panView,
  stepAt,
  timeTicks,
  wholeView,
  zoomView,
} from '../../../media/gates/timeView.ts';

describe('fitView', () => {
  test.each([
    [
      { from: -5, to: 15 },
      { from: 0, to: 20 },
    ],
    [
      { from: 90, to: 120 },
      { from: 70, to: 100 },
    ],
    [
      { from: 50, to: 50.5 },
      { from: 50, to: 54 },
    ],
    [
      { from: -5, to: 500 },
      { from: 0, to: 100 },
    ],
  ])('%j lies within 100 steps', (view, expected) => {
    expect(fitView(view, 100)).toEqual(expected);
  });

  test('shows all of a trace that is shorter than the least', () => {
    expect(fitView({ from: 1, to: 2 }, 2)).toEqual({ from: 0, to: 2 });
  });
});

describe('zoomView', () => {
  test('keeps the step that it is around in its place', () => {
    const view = zoomView({ from: 20, to: 60 }, 0.5, 30, 100);
    expect(view).toEqual({ from: 25, to: 45 });
    expect(leftOf(view, 30, 400)).toBe(leftOf({ from: 20, to: 60 }, 30, 400));
  });
});

describe('panView', () => {
  test('stops at the ends', () => {
    expect(panView({ from: 10, to: 30 }, 0.5, 100)).toEqual({ from: 20, to: 40 });
    expect(panView({ from: 10, to: 30 }, -2, 100)).toEqual({ from: 0, to: 20 });
  });
});

describe('stepAt', () => {
  test('finds the step that is drawn there', () => {
    const view = { from: 10, to: 20 };
    for (const step of [10, 13, 19]) {
      expect(stepAt(view, leftOf(view, step + 0.5, 500) / 500, 100)).toBe(step);
    }
    expect(stepAt(wholeView(4), 1, 4)).toBe(3);
  });
});

describe('fetchedRange', () => {
  test('holds more than is seen, in whole steps', () => {
    expect(fetchedRange({ from: 10.5, to: 20.5 }, 100)).toEqual({ from: 5, to: 26 });
    expect(fetchedRange(wholeView(7), 7)).toEqual({ from: 0, to: 7 });
  });
});

describe('timeTicks', () => {
  test.each([
    [wholeView(24), 0, 8, [0, 5, 10, 15, 20]],
    [{ from: 100, to: 104 }, 0, 10, [100, 101, 102, 103]],
    [wholeView(1000), 12_655, 4, [345, 845]],
  ])('%j from %i: round numbers of the whole sequence', (view, first, count, expected) => {
    expect(timeTicks(view, first, count)).toEqual(expected);
  });
});
