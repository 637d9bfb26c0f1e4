import { type ByPart, eachPart, type PartName, partNames } from '../data/dataset.ts';
import { partsOfFiles } from '../data/partsOfFiles.ts';
import type { PartFilesSpec } from '../spec/spec.ts';
import { ifRead } from '../spec/unread.ts';
import type { DataFile, DataSource, SourceFile } from './dataSource.ts';
import type { NamedFile, PartLengths } from './tasks/taskData.ts';

/** Reads a file as what it should be. */
export type FileReader<T> = (file: SourceFile) => DataFile<T>;

/** What a file holds, by the part whose key names it. */
export interface PartFile<T> {
  readonly part: PartName;
  readonly file: string;
  readonly value: T;
}

/** The files that `data` names; `form` is what they should be. */
export function namedPartFiles(
  data: PartFilesSpec,
  reader: FileReader<unknown>,
  form: string,
): readonly NamedFile[] {
  return filesOf(data).map(({ part, file }) => ({
    path: `data/${part}`,
    file,
    read: (source) => reader(source.read(file)),
    form,
  }));
}

/** Those of the files that could be read. */
export function readPartFiles<T>(
  data: PartFilesSpec,
  source: DataSource,
  reader: FileReader<T>,
): readonly PartFile<T>[] {
  return filesOf(data).flatMap(({ part, file }) => {
    const read = reader(source.read(file));
    return read.kind === 'read' ? [{ part, file, value: read.value }] : [];
  });
}

/** All of the files, with the share that stands for one; `undefined` where one is not known. */
export function readAllParts<T>(
  data: PartFilesSpec,
  source: DataSource,
  reader: FileReader<T>,
): { readonly train: T; readonly validation: T | number; readonly test: T } | undefined {
  const files = readPartFiles(data, source, reader);
  const inPart = (part: PartName) => files.find((one) => one.part === part)?.value;
  const [train, test] = [inPart('train'), inPart('test')];
  const validation = typeof data.validation === 'number' ? data.validation : inPart('validation');
  return train !== undefined && test !== undefined && validation !== undefined
    ? { train, validation, test }
    : undefined;
}

/** The items of each part; `undefined` where a file is not known. */
export function readItems<T, Item extends object>(
  data: PartFilesSpec,
  source: DataSource,
  reader: FileReader<T>,
  { seed, itemsOf, groupOf }: ItemOptions<T, Item>,
): ByPart<readonly Item[]> | undefined {
  const files = readAllParts(data, source, reader);
  if (!files) {
    return undefined;
  }
  const { train, validation, test } = files;
  const items = {
    train: itemsOf(train),
    validation: typeof validation === 'number' ? validation : itemsOf(validation),
    test: itemsOf(test),
  };
  return partsOfFiles(items, seed, groupOf);
}

/** How files become parts. */
export interface ItemOptions<T, Item> {
  readonly itemsOf: (value: T) => readonly Item[];
  /** Draws a share for validation. */
  readonly seed: number;
  /** Groups that the share is drawn from, each by itself. */
  readonly groupOf?: (item: Item) => string;
}

/** Every token of the files, each once. */
export function occurringTokens(
  data: PartFilesSpec,
  source: DataSource,
  reader: FileReader<{ readonly tokens: ReadonlySet<string> }>,
): ReadonlySet<string> {
  return new Set(readPartFiles(data, source, reader).flatMap(({ value }) => [...value.tokens]));
}

/** The lengths of what each part holds. */
export function lengthsOfParts<T>(
  parts: ByPart<readonly T[]>,
  lengthOf: (item: T) => number,
): PartLengths {
  return eachPart((name) => parts[name].map(lengthOf));
}

function filesOf(data: PartFilesSpec): readonly Omit<PartFile<never>, 'value'>[] {
  return partNames.flatMap((part) => {
    const file = ifRead(() => data[part]);
    return typeof file === 'string' ? [{ part, file }] : [];
  });
}
