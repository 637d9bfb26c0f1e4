import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/base/random.ts';
import { paddingShare, planBatches } from '../../src/data/planBatches.ts';

const file = new URL('../fixtures/japaneseVowelsLengths.json', import.meta.url);
const vowels: readonly number[] = JSON.parse(readFileSync(file, 'utf8'));

const plain = { batch: 2, bucket: false, truncate: undefined };

describe('planBatches', () => {
  it('takes every sequence once, in the order of the data where none is drawn', () => {
    expect(planBatches([3, 3, 3], plain)).toEqual([
      { places: [0, 1], from: 0, steps: 3, continues: undefined },
      { places: [2], from: 0, steps: 3, continues: undefined },
    ]);
  });

  it('cuts batches into stretches that follow each other', () => {
    expect(planBatches([5, 2], { ...plain, truncate: 2 })).toEqual([
      { places: [0, 1], from: 0, steps: 2, continues: undefined },
      { places: [0], from: 2, steps: 2, continues: [0] },
      { places: [0], from: 4, steps: 1, continues: [0] },
    ]);
  });

  it('leaves out of a stretch what has ended, and tells where the others were before', () => {
    const plan = planBatches([2, 7, 4, 5], { ...plain, batch: 4, truncate: 3 });
    expect(plan.map(({ places, continues }) => [places, continues])).toEqual([
      [[0, 1, 2, 3], undefined],
      [
        [1, 2, 3],
        [1, 2, 3],
      ],
      [[1], [0]],
    ]);
  });

  it.each([16, 32])('pads less than 10 %% of real sequences in batches of %i', (batch) => {
    const random = createRandom(1, 'shuffle');
    for (let epoch = 0; epoch < 10; epoch++) {
      const plan = planBatches(vowels, { ...plain, batch, bucket: true }, random);
      expect(paddingShare(vowels, plan)).toBeLessThan(0.1);
      const places = plan.flatMap((one) => one.places).sort((a, b) => a - b);
      expect(places).toEqual(vowels.map((_, place) => place));
    }
    // Without it the batches are padded to the longest of any sequences.
    const drawn = planBatches(vowels, { ...plain, batch }, random);
    expect(paddingShare(vowels, drawn)).toBeGreaterThan(0.2);
  });

  it('draws other batches from epoch to epoch, of sequences of about equal length', () => {
    const lengths = Array.from({ length: 200 }, (_, index) => 10 + (index % 20));
    const random = createRandom(1, 'shuffle');
    const [first, second] = [0, 1].map(() =>
      planBatches(lengths, { ...plain, batch: 8, bucket: true }, random),
    );
    expect(first).not.toEqual(second);
    for (const plan of [first ?? [], second ?? []]) {
      const places = plan.flatMap((batch) => batch.places).sort((a, b) => a - b);
      expect(places).toEqual(lengths.map((_, place) => place));
    }
  });
});

describe('paddingShare', () => {
  it('is the share of steps that belong to no sequence', () => {
    expect(paddingShare([4, 2], planBatches([4, 2], plain))).toBe(0.25);
    expect(paddingShare([4, 2], planBatches([4, 2], { ...plain, truncate: 2 }))).toBe(0);
    expect(paddingShare([4, 3], planBatches([4, 3], { ...plain, truncate: 2 }))).toBe(0.125);
    expect(paddingShare([4, 4], planBatches([4, 4], plain))).toBe(0);
  });
});
