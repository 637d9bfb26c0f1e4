import { createRandom, permutation } from '../../base/random.ts';
import type { PartName } from '../dataset.ts';
import type { Archive, ArchiveSeries } from './parseArchive.ts';

/** Labelled series by part. */
export type ArchiveParts = Readonly<Record<PartName, readonly ArchiveSeries[]>>;

/** The files of the parts; `validation` may be a share of the training file, drawn by the seed. */
export interface ArchiveFiles {
  readonly train: Archive;
  readonly validation: Archive | number;
  readonly test: Archive;
  readonly seed: number;
}

/**
 * The series of each part, in the order of the files. A share for validation is drawn from each class
 * by itself, so that both parts have the classes in the same shares.
 */
export function archiveParts({ train, validation, test, seed }: ArchiveFiles): ArchiveParts {
  if (typeof validation !== 'number') {
    return { train: train.series, validation: validation.series, test: test.series };
  }
  const drawn = drawShare(train, validation, seed);
  return {
    train: train.series.filter((_, place) => !drawn.has(place)),
    validation: train.series.filter((_, place) => drawn.has(place)),
    test: test.series,
  };
}

function drawShare({ series, classes }: Archive, share: number, seed: number): ReadonlySet<number> {
  const random = createRandom(seed, 'validation');
  const places = series.map((_, place) => place);
  const groups = classes
    ? classes.map((label) => places.filter((place) => series[place]?.label === label))
    : [places];
  return new Set(
    groups.flatMap((group) =>
      permutation(random, group.length)
        .slice(0, Math.round(group.length * share))
        .map((index) => group[index] as number),
    ),
  );
}
