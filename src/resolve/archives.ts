import { dimensionNames } from '../data/archive/archiveDataset.ts';
import { type ArchiveParts, archiveParts } from '../data/archive/archiveParts.ts';
import type { Archive } from '../data/archive/parseArchive.ts';
import { type PartName, partNames } from '../data/dataset.ts';
import type { ArchiveSpec } from '../spec/spec.ts';
import type { DataSource } from './dataSource.ts';
import { readArchive } from './readers.ts';
import type { NamedFile, PartLengths } from './tasks/taskData.ts';

/** A file of series, where it was read. */
export interface ReadArchive {
  readonly part: PartName;
  readonly file: string;
  readonly archive: Archive;
}

/** The files that `data` names. */
export function archiveFiles(data: ArchiveSpec): readonly NamedFile[] {
  return fileNames(data).map(({ part, file }) => ({
    path: `data/${part}`,
    file,
    read: (source) => readArchive(source.read(file)),
    form: 'labelled series',
  }));
}

/** The files that could be read; the first is that of the training part, if it was. */
export function readArchives(data: ArchiveSpec, source: DataSource): readonly ReadArchive[] {
  return fileNames(data).flatMap(({ part, file }) => {
    const read = readArchive(source.read(file));
    return read.kind === 'read' ? [{ part, file, archive: read.value }] : [];
  });
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

/** The series of each part; `undefined` where a file is not known. */
export function readParts(
  data: ArchiveSpec,
  source: DataSource,
  seed: number,
): ArchiveParts | undefined {
  const read = readArchives(data, source);
  const archiveOf = (part: PartName) => read.find((one) => one.part === part)?.archive;
  const [train, test] = [archiveOf('train'), archiveOf('test')];
  const validation =
    typeof data.validation === 'number' ? data.validation : archiveOf('validation');
  return train && test && validation !== undefined
    ? archiveParts({ train, validation, test, seed })
    : undefined;
}

/** The length of every series; `undefined` where a file is not known. */
export function archiveLengths(
  data: ArchiveSpec,
  source: DataSource,
  seed: number,
): PartLengths | undefined {
  const parts = readParts(data, source, seed);
  if (!parts) {
    return undefined;
  }
  const lengths = partNames.map((name) => [name, parts[name].map(({ length }) => length)]);
  return Object.fromEntries(lengths) as PartLengths;
}

function fileNames(data: ArchiveSpec): readonly { part: PartName; file: string }[] {
  return partNames.flatMap((part) => {
    const file = data[part];
    return typeof file === 'string' ? [{ part, file }] : [];
  });
}
