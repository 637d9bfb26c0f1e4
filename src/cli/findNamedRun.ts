import { statSync } from 'node:fs';
import path from 'node:path';
import { findNewestRun } from '../runtime/collectRuns.ts';
import { type OpenedRun, openRun } from '../runtime/openRun.ts';
import { findRun } from '../runtime/runFolders.ts';
import { type CliIo, printNote } from './io.ts';

/** Whether a person named a spec file and not a run: a run is an id or a folder. */
export function isSpecFile({ cwd }: CliIo, name: string): boolean {
  const found = statSync(path.resolve(cwd, name), { throwIfNoEntry: false });
  return found ? found.isFile() : /\.ya?ml$/i.test(name);
}

/**
 * Opens the run that a person named by its id, its folder, or its spec, which means the newest run
 * of that spec that came to an end; that one is said on standard error.
 *
 * @throws UserError where there is none.
 */
export function openNamedRun(io: CliIo, name: string): OpenedRun {
  if (!isSpecFile(io, name)) {
    return openRun(findRun(name, io.cwd));
  }
  const newest = findNewestRun(name, io.cwd);
  printNote(io, `The newest run of "${name}" is ${newest.id} (${newest.status})`);
  return openRun(newest.folder);
}
