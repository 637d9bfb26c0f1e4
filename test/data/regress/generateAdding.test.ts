import { describe, expect, it } from 'vitest';
import { generateAdding } from '../../../src/data/regress/generateAdding.ts';
import { meanError } from '../../../src/data/regress/meanError.ts';

const options = { steps: 21, train: 400, validation: 100, test: 30, seed: 1 };
const dataset = generateAdding(options);

describe('generateAdding', () => {
  it('marks one step of each half and asks for the sum of the numbers there', () => {
    for (const { length, inputs, targets } of dataset.parts.train.sequences) {
      expect(length).toBe(21);
      const marked = Array.from({ length }, (_, step) => step).filter(
        (step) => inputs[step * 2 + 1] !== 0,
      );
      expect(marked).toHaveLength(2);
      const [first = -1, second = -1] = marked;
      expect(first).toBeLessThan(10);
      expect(second).toBeGreaterThanOrEqual(10);
      const sum = (inputs[first * 2] as number) + (inputs[second * 2] as number);
      expect([...targets]).toEqual([Math.fround(sum)]);
    }
  });

  it('reaches every step of both halves, and numbers over the whole range', () => {
    const marks = new Float64Array(21);
    let [low, high] = [1, 0];
    for (const { inputs } of dataset.parts.train.sequences) {
      marks.forEach((count, step) => {
        marks[step] = count + (inputs[step * 2 + 1] as number);
        low = Math.min(low, inputs[step * 2] as number);
        high = Math.max(high, inputs[step * 2] as number);
      });
    }
    expect(Math.min(...marks)).toBeGreaterThan(0);
    expect([low, high].map((value) => Math.round(value * 100))).toEqual([0, 100]);
  });

  it('draws each part from the seed alone, whatever the sizes of the others', () => {
    const other = generateAdding({ ...options, train: 3, validation: 200 });
    expect(other.parts.test).toEqual(dataset.parts.test);
    expect(other.parts.validation.sequences.slice(0, 100)).toEqual(
      dataset.parts.validation.sequences,
    );
    expect(generateAdding({ ...options, seed: 2 }).parts.test).not.toEqual(dataset.parts.test);
    expect(dataset.parts.test.sequences[0]).not.toEqual(dataset.parts.train.sequences[0]);
  });
});

describe('meanError', () => {
  it('is near 1/6 on the adding problem, the variance of a sum of two uniform numbers', () => {
    const large = generateAdding({ ...options, train: 4000, validation: 4000 });
    // The variance of 4,000 draws lies within 5 % of the true one in all but 1 of 10,000 cases.
    expect(meanError(large, large.parts.validation) * 6).toBeCloseTo(1, 1);
  });

  it('measures from the mean of the training part', () => {
    const part = (...targets: number[]) => ({
      sequences: targets.map((target) => ({
        length: 1,
        inputs: new Float32Array(2),
        targets: Float32Array.of(target),
      })),
    });
    const parts = { train: part(1, 3), validation: part(4), test: part(2, 6) };
    expect(meanError({ ...dataset, parts }, parts.test)).toBe(8);
  });
});
