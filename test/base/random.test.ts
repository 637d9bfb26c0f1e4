import { describe, expect, test } from 'vitest';
import { createRandom, permutation, restoreRandom } from '../../src/base/random.ts';

const draws = (seed: number, name: string, count = 4) => {
  const random = createRandom(seed, name);
  return Array.from({ length: count }, () => random.uniform());
};

describe('createRandom', () => {
  // A run must come out the same with every version of the product.
  test('gives the numbers that it always gave', () => {
    const random = createRandom(1, 'shuffle');
    expect(random.state()).toEqual([-1193685377, 1423361546, -535318251, 37773323]);
    expect(Array.from({ length: 4 }, () => random.uniform())).toEqual([
      0.27320980187505484, 0.6798249369021505, 0.8541348855942488, 0.48150788387283683,
    ]);
    expect([random.normal(), random.normal()]).toEqual([-1.8309981273573852, 0.1673773242291594]);
    expect(Array.from({ length: 6 }, () => random.below(10))).toEqual([5, 5, 7, 6, 6, 1]);
  });

  test('gives many numbers at once as one after the other', () => {
    const [many, single] = [createRandom(1, 'a'), createRandom(1, 'a')];
    expect([...many.uniforms(5)]).toEqual(draws(1, 'a', 5));
    expect(Array.from({ length: 5 }, () => single.uniform())).toHaveLength(5);
    expect(many.state()).toEqual(single.state());
  });

  test('another seed or another name is another stream', () => {
    const streams = [draws(1, 'a'), draws(2, 'a'), draws(1, 'b'), draws(1, 'a/b'), draws(11, 'a')];
    expect(new Set(streams.flat()).size).toBe(20);
    expect(draws(1, 'a')).toEqual(draws(1, 'a'));
  });

  test('drawing from one stream does not change another', () => {
    const [one, two] = [createRandom(1, 'a'), createRandom(1, 'b')];
    const mixed = Array.from({ length: 4 }, () => [one.uniform(), two.normal(), two.below(9)][0]);
    expect(mixed).toEqual(draws(1, 'a'));
  });

  test('streams of one seed do not follow each other', () => {
    const length = 10_000;
    const [a, b] = [draws(1, 'a', length), draws(1, 'b', length)];
    const products = a.map((value, index) => (value - 0.5) * ((b[index] ?? 0) - 0.5) * 12);
    // The mean of n products of independent numbers is 0 ± 1/√n.
    expect(Math.abs(mean(products))).toBeLessThan(4 / Math.sqrt(length));
  });

  test('has the mean and the variance of its distributions', () => {
    const random = createRandom(5, 'moments');
    const length = 20_000;
    const uniform = Array.from({ length }, () => random.uniform());
    const normal = Array.from({ length }, () => random.normal());
    const below = Array.from({ length }, () => random.below(5));
    expect(mean(uniform)).toBeCloseTo(0.5, 1);
    expect(mean(uniform.map((value) => (value - 0.5) ** 2))).toBeCloseTo(1 / 12, 2);
    expect(mean(normal)).toBeCloseTo(0, 1);
    expect(mean(normal.map((value) => value ** 2))).toBeCloseTo(1, 1);
    expect(mean(below)).toBeCloseTo(2, 1);
    expect(new Set(below)).toEqual(new Set([0, 1, 2, 3, 4]));
  });
});

describe('restoreRandom', () => {
  test('goes on where the state was taken, also through JSON', () => {
    const random = createRandom(3, 'shuffle');
    random.uniform();
    const state = JSON.parse(JSON.stringify(random.state()));
    const next = [random.uniform(), random.normal(), random.below(100)];
    const restored = restoreRandom(state);
    expect([restored.uniform(), restored.normal(), restored.below(100)]).toEqual(next);
    expect(restored.state()).toEqual(random.state());
  });
});

describe('permutation', () => {
  test('holds every number once', () => {
    for (const n of [0, 1, 2, 17]) {
      const order = permutation(createRandom(1, 'order'), n);
      expect(order.toSorted((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i));
    }
  });

  test('gives the order that it always gave', () => {
    expect(permutation(createRandom(1, 'order'), 8)).toEqual([5, 1, 0, 7, 4, 2, 3, 6]);
  });

  test('every order is as likely as another', () => {
    const random = createRandom(2, 'orders');
    const counts = new Map<string, number>();
    for (let turn = 0; turn < 6000; turn++) {
      const order = permutation(random, 3).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    // 1000 ± 29 of each.
    for (const count of counts.values()) {
      expect(Math.abs(count - 1000)).toBeLessThan(150);
    }
  });
});

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
