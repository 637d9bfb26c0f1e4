import path from 'node:path';
import type { CliIo } from './io.ts';

/** A path as a person at `cwd` would write it: relative where it lies below, otherwise absolute. */
export function shownPath({ cwd }: CliIo, file: string): string {
  const relative = path.relative(cwd, path.resolve(cwd, file));
  const isBelow = relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative);
  return isBelow ? relative : path.resolve(cwd, file);
}
