import { readFileSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../base/userError.ts';
import { errorCode, plainReason } from '../runtime/writeFiles.ts';
import type { CliIo } from './io.ts';

/**
 * The text of a file that was named on the command line.
 *
 * @throws UserError where it cannot be read.
 */
export function readText({ cwd }: CliIo, file: string): string {
  try {
    return readFileSync(path.resolve(cwd, file), 'utf8');
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw new UserError(`There is no file "${file}"`, { cause: error });
    }
    const reason = code === 'EISDIR' ? 'it is a folder, not a file' : plainReason(error);
    throw new UserError(`Cannot read "${file}": ${reason}`, { cause: error });
  }
}
