import { describe, expect, test } from 'vitest';
import { unitOrder } from '../../src/engine/unitOrder.ts';

/** `[T, width]` from the course of each unit. */
function fromCourses(courses: readonly (readonly number[])[]): Float32Array {
  const steps = courses[0]?.length ?? 0;
  return Float32Array.from({ length: steps * courses.length }, (_, place) => {
    const course = courses[place % courses.length] ?? [];
    return course[Math.floor(place / courses.length)] ?? 0;
  });
}

const gates = fromCourses([
  [0.95, 0.95, 0.5],
  [0.05, 0.05, 0.05],
  [0.5, 0.4, 0.6],
]);

describe('unitOrder', () => {
  test.each([
    ['index', [0, 1, 2]],
    ['mean', [1, 2, 0]],
    ['saturation', [1, 2, 0]],
  ] as const)('%s: puts units in order', (order, expected) => {
    expect([...unitOrder(order, gates, 3)]).toEqual(expected);
  });

  test('puts units of like courses beside each other, whatever their size', () => {
    const rising = [1, 2, 3, 4];
    const waving = [0, 9, 0, 9];
    const data = fromCourses([
      waving,
      rising,
      waving.map((value) => value / 50),
      rising.map((value) => 10 * value),
    ]);
    const places = [...unitOrder('similarity', data, 4)];
    expect(Math.abs(places.indexOf(0) - places.indexOf(2))).toBe(1);
    expect(Math.abs(places.indexOf(1) - places.indexOf(3))).toBe(1);
  });

  test('holds every unit once, also where units never change', () => {
    const data = new Float32Array(5 * 7);
    for (const order of ['index', 'mean', 'saturation', 'similarity'] as const) {
      expect([...unitOrder(order, data, 7)].sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
    }
  });
});
