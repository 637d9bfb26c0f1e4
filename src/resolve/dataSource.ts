import type { Table } from '../data/table.ts';

/** What checking a spec may ask of the world: the data file that it names. */
export interface DataSource {
  /** Reads a file by its path as the spec writes it: relative to the spec, or absolute. */
  read(file: string): DataFile;
}

/** A data file, or why there is none. `path` is the full path, for messages. */
export type DataFile =
  | { readonly kind: 'table'; readonly table: Table; readonly path: string }
  | { readonly kind: 'missing'; readonly path: string }
  /** `message` is a sentence without a full stop. */
  | { readonly kind: 'unreadable'; readonly path: string; readonly message: string }
  /** It is still being read: nothing is known about it yet, so nothing is said. */
  | { readonly kind: 'pending'; readonly path: string };

/** A source that knows no file yet: specs are checked as far as they go without data. */
export const noDataSource: DataSource = { read: (file) => ({ kind: 'pending', path: file }) };
