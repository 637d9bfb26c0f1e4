import type { Parsed } from '../data/parsed.ts';
import type { TextSample } from '../data/textSample.ts';

/** What checking a spec may ask of the world: the files that it names. */
export interface DataSource {
  /** Reads a file by its path as the spec writes it: relative to the spec, or absolute. */
  read(file: string): SourceFile;
}

/**
 * A file's text, or why there is none. `path` is the full path, for messages. The same object stands
 * for the same content, so that what is made of it can be remembered with it.
 */
export type SourceFile =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly path: string;
      /** There where reading all of the text would take long, for those whom a sample tells enough. */
      readonly sample?: TextSample | undefined;
    }
  | NoFile;

/** A file as what it holds, or why it is not known. */
export type DataFile<T> =
  | {
      readonly kind: 'read';
      readonly value: T;
      readonly path: string;
      /** Bytes of the file, where only a sample of it was read. */
      readonly sampleOf?: number | undefined;
    }
  | NoFile;

/** `message` is a sentence without a full stop. */
export type NoFile =
  | { readonly kind: 'missing'; readonly path: string }
  | { readonly kind: 'unreadable'; readonly path: string; readonly message: string }
  /** Of so many bytes that nobody who waits for an answer reads all of them. */
  | {
      readonly kind: 'too-large';
      readonly path: string;
      readonly size: number;
      readonly sample?: TextSample | undefined;
    }
  /** It is still being read: nothing is known about it yet, so nothing is said. */
  | { readonly kind: 'pending'; readonly path: string };

/** A source that knows no file yet: specs are checked as far as they go without data. */
export const noDataSource: DataSource = { read: (file) => ({ kind: 'pending', path: file }) };

/**
 * Reads files by a parser, each content once: only a memory of a pure function, since specs are
 * checked often and their files are large. By a sample where there is one and `parseSample` can.
 */
export function fileReader<T>(
  parse: (text: string) => Parsed<T>,
  parseSample?: (sample: TextSample) => Parsed<T>,
): (file: SourceFile) => DataFile<T> {
  const known = new WeakMap<SourceFile, DataFile<T>>();
  const readFresh = (file: SourceFile): DataFile<T> => {
    if (file.kind !== 'text' && file.kind !== 'too-large') {
      return file;
    }
    const { sample, path } = file;
    if (sample && parseSample) {
      const parsed = parseSample(sample);
      return parsed.kind === 'read'
        ? { ...parsed, path, sampleOf: sample.size }
        : { ...parsed, path };
    }
    return file.kind === 'text' ? { ...parse(withoutMark(file.text)), path } : file;
  };
  return (file) => {
    const read = known.get(file) ?? readFresh(file);
    known.set(file, read);
    return read;
  };
}

/** A text without the byte order mark that some editors put in front of it. */
export function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}
