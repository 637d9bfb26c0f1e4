import type { UnitOrder } from '../protocol/inspector.ts';
import { saturation } from '../protocol/saturation.ts';

/** The units of a value `[T, width]` in an order that lets a person see what they do. */
export function unitOrder(order: UnitOrder, data: Float32Array, width: number): Uint32Array {
  return orders[order](data, width);
}

type Order = (data: Float32Array, width: number) => Uint32Array;

const orders: { readonly [K in UnitOrder]: Order } = {
  index: (_, width) => Uint32Array.from({ length: width }, (_unit, index) => index),
  mean: (data, width) => byNumber(means(data, width)),
  // From those that are mostly shut to those that are mostly open.
  saturation: (data, width) =>
    byNumber(saturation(data, width).map(({ left, right }) => right - left)),
  similarity: bySimilarity,
};

/** Smallest first; equal ones by their index. */
function byNumber(numbers: ArrayLike<number>): Uint32Array {
  const units = Array.from(numbers, (_, index) => index);
  return Uint32Array.from(
    units.sort((a, b) => (numbers[a] as number) - (numbers[b] as number) || a - b),
  );
}

function means(data: Float32Array, width: number): Float64Array {
  const sums = new Float64Array(width);
  for (let place = 0; place < data.length; place++) {
    const unit = place % width;
    sums[unit] = (sums[unit] as number) + (data[place] as number);
  }
  return sums.map((sum) => (sum * width) / data.length);
}

/** Time steps that similarity is judged by: every one would take minutes with many of them. */
const samples = 200;

/**
 * Each unit beside the one whose course over time is most like its own (by correlation) of those that
 * are left, beginning with the unit that varies most.
 */
function bySimilarity(data: Float32Array, width: number): Uint32Array {
  const courses = Array.from({ length: width }, (_, unit) => standardized(data, width, unit));
  const left = new Set(courses.keys());
  let current = largest([...left], (unit) => courses[unit]?.deviation ?? 0);
  const order: number[] = [];
  for (;;) {
    order.push(current);
    left.delete(current);
    if (left.size === 0) {
      return Uint32Array.from(order);
    }
    const course = courses[current]?.values ?? [];
    current = largest([...left], (unit) => product(course, courses[unit]?.values ?? []));
  }
}

function standardized(data: Float32Array, width: number, unit: number) {
  const steps = data.length / width;
  const count = Math.min(samples, steps);
  const course = Float64Array.from(
    { length: count },
    (_, index) => data[Math.floor((index * steps) / count) * width + unit] as number,
  );
  const mean = course.reduce((sum, value) => sum + value, 0) / count;
  const deviation = Math.sqrt(course.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count);
  return { deviation, values: course.map((value) => (value - mean) / (deviation || 1)) };
}

function product(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) {
    sum += (a[index] as number) * (b[index] as number);
  }
  return sum;
}

/** The first of those for which the number is largest. */
function largest(units: readonly number[], numberOf: (unit: number) => number): number {
  let [best, most] = [units[0] ?? 0, Number.NEGATIVE_INFINITY];
  for (const unit of units) {
    const number = numberOf(unit);
    if (number > most) {
      [best, most] = [unit, number];
    }
  }
  return best;
}
