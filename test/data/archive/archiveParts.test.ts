import { describe, expect, it } from 'vitest';
import { archiveParts } from '../../../src/data/archive/archiveParts.ts';
import type { Archive } from '../../../src/data/archive/parseArchive.ts';

const archive = (labels: readonly string[], classes: readonly string[] | undefined): Archive => ({
  dimensions: 1,
  classes,
  series: labels.map((label, place) => ({ length: 1, values: Float64Array.of(place), label })),
});

const labels = Array.from({ length: 30 }, (_, place) => (place % 3 === 0 ? 'a' : 'b'));
const train = archive(labels, ['a', 'b']);
const test = archive(['a'], ['a', 'b']);

describe('archiveParts', () => {
  it('draws a share of each class, every series into one part, in the order of the file', () => {
    const parts = archiveParts({ train, test, validation: 0.2, seed: 1 });
    const count = (label: string) => parts.validation.filter((one) => one.label === label).length;
    expect([count('a'), count('b')]).toEqual([2, 4]);
    const places = (part: 'train' | 'validation') => parts[part].map(({ values }) => values[0]);
    for (const part of ['train', 'validation'] as const) {
      expect(places(part)).toEqual(places(part).toSorted((a = 0, b = 0) => a - b));
    }
    expect(new Set([...places('train'), ...places('validation')]).size).toBe(30);
    expect(parts.test).toBe(test.series);
  });

  it('draws others for another seed, and the same for the same', () => {
    const draw = (seed: number) =>
      archiveParts({ train, test, validation: 0.2, seed }).validation.map(
        ({ values }) => values[0],
      );
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });

  it('draws a share of all series where labels are numbers, and takes a file as it is', () => {
    const numbers = archive(['1', '2', '3', '4'], undefined);
    const files = { train: numbers, test: numbers, seed: 1 };
    expect(archiveParts({ ...files, validation: 0.5 }).validation).toHaveLength(2);
    expect(archiveParts({ ...files, validation: test }).train).toHaveLength(4);
  });
});
