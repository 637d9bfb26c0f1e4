import { statfsSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../base/userError.ts';
import type { RunStore } from '../engine/ports.ts';
import { appendFlushed, readIfThere, replaceFile } from './writeFiles.ts';

/** A run's folder on disk, which must be there. */
export function openRunStore(folder: string): RunStore {
  return {
    id: path.basename(folder),
    folder,
    read: (file) => readIfThere(path.join(folder, file)),
    replace: (file, bytes) => replaceFile(path.join(folder, file), bytes),
    append: (file, text) => appendFlushed(path.join(folder, file), text),
  };
}

/**
 * Refuses to start where the disk has no room for the checkpoints of a run: each file once, and
 * once more while it is replaced.
 *
 * @throws UserError saying how much is needed.
 */
export function checkSpace(folder: string, parameters: number, slots: number): void {
  const needed = 4 * parameters * (1 + 2 * (1 + slots)) + smallFiles;
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize < needed) {
    throw new UserError(
      `The disk is too full for a run in "${folder}": it needs ${megabytes(needed)} MB and ` +
        `${megabytes(bavail * bsize)} MB are left; free some space and try again`,
    );
  }
}

/** Room for metrics, events and the report. */
const smallFiles = 4_000_000;

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1);
}
