import { describe, expect, test } from 'vitest';
import { moveApart } from '../../../media/shared/plotDrawings.ts';

describe('moveApart', () => {
  const room = { from: 0, to: 100 };

  test.each([
    ['leaves what has room', [10, 60, 30], [10, 60, 30]],
    ['pushes down what is too near', [10, 12, 14], [10, 20, 30]],
    ['pushes up at the end of the room', [95, 99], [90, 100]],
    ['keeps the order', [50, 48], [58, 48]],
  ])('%s', (_what, heights, expected) => {
    expect(moveApart(heights, 10, room)).toEqual(expected);
  });
});
