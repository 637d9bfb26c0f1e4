import { describe, expect, it } from 'vitest';
import { partsOfFiles } from '../../src/data/partsOfFiles.ts';

const train = Array.from({ length: 30 }, (_, place) => ({
  place,
  label: place % 3 === 0 ? 'a' : 'b',
}));
const test = [{ place: 30, label: 'a' }];
const groupOf = ({ label }: (typeof train)[number]) => label;

describe('partsOfFiles', () => {
  it('draws a share of each group, every item into one part, in the order of the file', () => {
    const parts = partsOfFiles({ train, test, validation: 0.2 }, 1, groupOf);
    const count = (label: string) => parts.validation.filter((one) => one.label === label).length;
    expect([count('a'), count('b')]).toEqual([2, 4]);
    const places = (part: 'train' | 'validation') => parts[part].map(({ place }) => place);
    for (const part of ['train', 'validation'] as const) {
      expect(places(part)).toEqual(places(part).toSorted((a, b) => a - b));
    }
    expect(new Set([...places('train'), ...places('validation')]).size).toBe(30);
    expect(parts.test).toBe(test);
  });

  it('draws others for another seed, and the same for the same', () => {
    const draw = (seed: number) =>
      partsOfFiles({ train, test, validation: 0.2 }, seed, groupOf).validation.map(
        ({ place }) => place,
      );
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });

  it('draws a share of all items where there are no groups, and takes a file as it is', () => {
    expect(partsOfFiles({ train, test, validation: 0.5 }, 1).validation).toHaveLength(15);
    expect(partsOfFiles({ train, test, validation: test }, 1).train).toHaveLength(30);
  });
});
