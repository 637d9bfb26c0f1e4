import { type ArchiveParts, dimensionNames } from '../data/archive/archiveDataset.ts';
import type { Archive } from '../data/archive/parseArchive.ts';
import type { ArchiveSpec } from '../spec/spec.ts';
import type { DataSource } from './dataSource.ts';
import { lengthsOfParts, namedPartFiles, readItems } from './partFiles.ts';
import { readArchive } from './readers.ts';
import type { NamedFile, PartLengths } from './tasks/taskData.ts';

/** The files that `data` names. */
export function archiveFiles(data: ArchiveSpec): readonly NamedFile[] {
  return namedPartFiles(data, readArchive, 'labelled series');
}

/** The training file, where it was read. */
export function trainingArchive({ train }: ArchiveSpec, source: DataSource): Archive | undefined {
  const read = readArchive(source.read(train));
  return read.kind === 'read' ? read.value : undefined;
}

/** What the dimensions are called: as stated, or numbered as the training file has them. */
export function archiveInputs(
  data: ArchiveSpec,
  source: DataSource,
): readonly string[] | undefined {
  const archive = data.inputs ? undefined : trainingArchive(data, source);
  return data.inputs ?? (archive && dimensionNames(archive.dimensions));
}

/**
 * The series of each part; `undefined` where a file is not known. A share for validation is drawn from
 * each class by itself.
 */
export function readSeries(
  data: ArchiveSpec,
  source: DataSource,
  seed: number,
): ArchiveParts | undefined {
  const hasClasses = trainingArchive(data, source)?.classes !== undefined;
  return readItems(data, source, readArchive, {
    seed,
    itemsOf: ({ series }) => series,
    groupOf: ({ label }) => (hasClasses ? label : ''),
  });
}

/** The length of every series; `undefined` where a file is not known. */
export function archiveLengths(
  data: ArchiveSpec,
  source: DataSource,
  seed: number,
): PartLengths | undefined {
  const parts = readSeries(data, source, seed);
  return parts && lengthsOfParts(parts, ({ length }) => length);
}
