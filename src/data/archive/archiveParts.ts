import type { PartName } from '../dataset.ts';
import { partsOfFiles } from '../partsOfFiles.ts';
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

/** The series of each part; a share for validation is drawn from each class by itself. */
export function archiveParts({ train, validation, test, seed }: ArchiveFiles): ArchiveParts {
  const files = {
    train: train.series,
    validation: typeof validation === 'number' ? validation : validation.series,
    test: test.series,
  };
  return partsOfFiles(files, seed, ({ label }) => (train.classes ? label : ''));
}
