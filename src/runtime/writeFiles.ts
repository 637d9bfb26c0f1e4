import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { UserError } from '../base/userError.ts';

/**
 * Puts a whole file in the place of the old one: written beside it, flushed to the disk, renamed.
 * A crash at any moment leaves the old file or the new one, never a part; where it cannot be
 * written, what was written beside it is taken away, so that a full disk has room for the reason.
 *
 * @throws UserError where it cannot be written.
 */
export function replaceFile(file: string, content: Uint8Array | string): void {
  explainErrors(file, () => {
    const isNew = !existsSync(file);
    const beside = `${file}.tmp`;
    try {
      writeAndFlush(beside, 'w', content);
      renameSync(beside, file);
    } catch (error) {
      rmSync(beside, { force: true });
      throw error;
    }
    // A rename that a power failure undoes leaves the old file, but a first file must not vanish.
    if (isNew) {
      flushFolder(path.dirname(file));
    }
  });
}

/** Writes a file where there is none. Throws a UserError where it cannot. */
export function writeIfNew(file: string, content: string): void {
  explainErrors(file, () => {
    try {
      writeFileSync(file, content, { flag: 'wx' });
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') {
        throw error;
      }
    }
  });
}

/**
 * Adds to the end of a file and flushes it to the disk. A crash may leave a part of `text`.
 *
 * @throws UserError where it cannot be written.
 */
export function appendFlushed(file: string, text: string): void {
  explainErrors(file, () => writeAndFlush(file, 'a', text));
}

/** Makes a folder with all above it. Throws a UserError where it cannot. */
export function makeFolder(folder: string): void {
  explainErrors(folder, () => makeWithParents(folder));
}

/** The whole file, or `undefined` where there is none. Throws a UserError where it cannot be read. */
export function readIfThere(file: string): Uint8Array | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') {
      return undefined;
    }
    throw new UserError(`Cannot read "${file}": ${plainReason(error)}`, { cause: error });
  }
}

/** Runs a piece of work with a file; what the system refuses becomes a UserError that says why. */
export function explainErrors<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (errorCode(error) === undefined) {
      throw error;
    }
    throw new UserError(`Cannot write "${file}": ${plainReason(error)}`, { cause: error });
  }
}

/** The system's name for an error (`ENOENT`), or `undefined` where it is none of the system's. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;
}

/** A reason in words, with what to do. */
export function plainReason(error: unknown): string {
  const code = errorCode(error);
  const reason = code === undefined ? undefined : reasons[code];
  return reason ?? (error instanceof Error ? error.message : String(error));
}

const fullDisk = 'the disk is full; free some space and try again';
const noPermission = 'the permission is missing; make the file and its folder writable for you';
const notAFolder = 'a part of its path is a file where a folder is needed; move that file away';

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: fullDisk,
  EDQUOT: fullDisk,
  EACCES: noPermission,
  EPERM: noPermission,
  EROFS: 'the disk is read-only; copy the spec and its data to a folder that can be written',
  ENOTDIR: notAFolder,
  EEXIST: notAFolder,
  EISDIR: 'it is a folder; move it away',
  EMFILE: 'too many files are open; close some programs and try again',
  EIO: 'the disk reports a hardware error; copy your data to another disk',
};

/** One by one, because Node's own way calls a read-only disk a missing folder. */
function makeWithParents(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    return;
  }
  const above = path.dirname(folder);
  if (above !== folder) {
    makeWithParents(above);
  }
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another process may have been faster.
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
      throw error;
    }
  }
}

function writeAndFlush(file: string, flag: 'w' | 'a', content: Uint8Array | string): void {
  const descriptor = openSync(file, flag);
  try {
    writeFileSync(descriptor, content);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Makes a rename last over a power failure; Windows does that by itself and opens no folders. */
function flushFolder(folder: string): void {
  if (process.platform === 'win32') {
    return;
  }
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
