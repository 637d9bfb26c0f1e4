import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { DataSource, SourceFile } from '../resolve/dataSource.ts';
import { readDataFile } from './readDataFile.ts';

/** Data files, read in the background and kept until they change on disk. */
export interface FileCache {
  /** Answers at once: `pending` for a file that is still being read. */
  sourceFor(specFile: string): DataSource;
  /** Looks again at a file that somebody says has changed. */
  refresh(file: string): void;
  /** Forgets all other files; they are read anew when somebody asks for them. */
  keepOnly(isRead: (file: string) => boolean): void;
  /** A number that is another one whenever an answer has changed. */
  revision(): number;
}

/** Milliseconds for which a file is taken to be unchanged. */
const freshness = 500;

interface Entry {
  file: SourceFile;
  /** Time and size of the content that `file` is of; `undefined` for a file that is not there. */
  stamp: string | undefined;
  checkedAt: number;
  isChecking: boolean;
  /** Whether somebody said during a check that the file has changed. */
  checkAgain: boolean;
}

/** A cache that calls `onChange` with the path of each file whose content becomes known or changes. */
export function createFileCache(onChange: (file: string) => void): FileCache {
  const entries = new Map<string, Entry>();
  let revision = 0;

  const check = async (entry: Entry): Promise<void> => {
    const { path: file } = entry.file;
    entry.isChecking = true;
    entry.checkedAt = Date.now();
    const stamp = await stampOf(file);
    if (stamp !== entry.stamp || entry.file.kind === 'pending') {
      const before = entry.file;
      entry.file = await readDataFile(file);
      entry.stamp = stamp;
      if (entry.file.kind !== 'pending' || before.kind !== 'pending') {
        revision += 1;
        onChange(file);
      }
    }
    entry.isChecking = false;
    if (entry.checkAgain) {
      entry.checkAgain = false;
      void check(entry);
    }
  };

  const read = (file: string): SourceFile => {
    const entry = entries.get(file) ?? {
      file: { kind: 'pending', path: file } as const,
      stamp: undefined,
      checkedAt: Number.NEGATIVE_INFINITY,
      isChecking: false,
      checkAgain: false,
    };
    entries.set(file, entry);
    if (!entry.isChecking && Date.now() - entry.checkedAt > freshness) {
      void check(entry);
    }
    return entry.file;
  };

  return {
    sourceFor: (specFile) => ({ read: (file) => read(path.resolve(path.dirname(specFile), file)) }),
    refresh: (file) => {
      const entry = entries.get(file);
      if (entry?.isChecking) {
        entry.checkAgain = true;
      } else if (entry) {
        void check(entry);
      }
    },
    keepOnly: (isRead) => {
      for (const file of [...entries.keys()].filter((one) => !isRead(one))) {
        entries.delete(file);
      }
    },
    revision: () => revision,
  };
}

async function stampOf(file: string): Promise<string | undefined> {
  try {
    const { mtimeMs, size } = await stat(file);
    return `${mtimeMs} ${size}`;
  } catch {
    // Why it cannot be read is said by reading it.
    return undefined;
  }
}
