import { readFileSync } from 'node:fs';
import { UserError } from '../base/userError.ts';
import { plainReason } from './writeFiles.ts';

/**
 * The text of a file.
 *
 * @throws UserError where it cannot be read.
 */
export function readTextFile(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UserError(`Cannot read "${file}": ${plainReason(error)}`, { cause: error });
  }
}
