import { createHash } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../base/userError.ts';
import type { ProcessIdentity } from '../protocol/runInfo.ts';
import { isAlive, isElsewhere, thisProcess } from './processIdentity.ts';
import { errorCode, explainErrors, makeFolder } from './writeFiles.ts';

/**
 * Keeps a second run away from a spec for as long as this process lives: a file in `.rnn/locks`
 * that is created only where there is none. One that a dead process left is taken over, but only on
 * its own machine: from another one nobody can tell whether the process is dead.
 *
 * @returns what gives the spec free again.
 * @throws UserError naming the run that is alive, or may be on another machine.
 */
export function lockSpec(workspace: string, spec: string, run: string): () => void {
  const folder = path.join(workspace, '.rnn', 'locks');
  makeFolder(folder);
  const name = createHash('sha256').update(spec).digest('hex').slice(0, 16);
  const file = path.join(folder, `${name}.json`);
  const own = `${JSON.stringify({ run, spec, process: thisProcess() } satisfies SpecLock)}\n`;
  for (let attempts = 0; !createLock(file, own); attempts++) {
    const text = readLock(file);
    if (attempts === mostAttempts) {
      throw new UserError(`Cannot write "${file}": another process keeps it; delete it by hand`);
    }
    if (text !== undefined) {
      refuseIfHeld(text, file);
      removeStale(file, text);
    }
  }
  return () => {
    if (readLock(file) === own) {
      rmSync(file, { force: true });
    }
  };
}

/** Locks of dead processes are gone at the second; more are needed only in a race. */
const mostAttempts = 20;

interface SpecLock {
  readonly run: string;
  readonly spec: string;
  readonly process: ProcessIdentity;
}

/** Puts the lock there whole and only if there is none: the link fails where the name is taken. */
function createLock(file: string, text: string): boolean {
  const beside = `${file}.${process.pid}`;
  return explainErrors(file, () => {
    writeFileSync(beside, text);
    try {
      linkSync(beside, file);
      return true;
    } catch (error) {
      return errorCode(error) !== 'EEXIST' && createDirectly(file, text);
    } finally {
      rmSync(beside, { force: true });
    }
  });
}

/** For file systems without links: another process may see the lock before its text is in it. */
function createDirectly(file: string, text: string): boolean {
  try {
    writeFileSync(file, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') {
      return false;
    }
    throw error;
  }
}

function readLock(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function refuseIfHeld(text: string, file: string): void {
  const lock = parseLock(text);
  if (lock && isElsewhere(lock.process)) {
    throw new UserError(
      `"${lock.spec}" is being trained on another machine or in another container, ` +
        `"${lock.process.host}", as run "${lock.run}": stop that run or wait for its end; if no ` +
        `such process is left, delete "${file}"`,
    );
  }
  if (lock && isAlive(lock.process)) {
    throw new UserError(
      `"${lock.spec}" is being trained already, as run "${lock.run}" (process ` +
        `${lock.process.pid}): stop that run or wait for its end; if no such process is left, ` +
        `delete "${file}"`,
    );
  }
}

function parseLock(text: string): SpecLock | undefined {
  try {
    const lock: SpecLock = JSON.parse(text);
    const { pid, host } = lock.process;
    return Number.isInteger(pid) && typeof host === 'string' ? lock : undefined;
  } catch {
    return undefined;
  }
}

/** Takes a dead process's lock away, unless another process has just put its own there. */
function removeStale(file: string, text: string): void {
  const aside = `${file}.stale.${process.pid}`;
  try {
    renameSync(file, aside);
    if (readLock(aside) !== text) {
      linkSync(aside, file);
    }
  } catch {
    // Somebody else was faster; the next look at the lock says how it stands.
  }
  rmSync(aside, { force: true });
}
