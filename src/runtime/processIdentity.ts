import { readFileSync } from 'node:fs';
import os from 'node:os';
import type { ProcessIdentity } from '../protocol/runInfo.ts';
import { errorCode } from './writeFiles.ts';

/** The identity of this process. */
export function thisProcess(): ProcessIdentity {
  return { pid: process.pid, host: os.hostname(), start: startOf(process.pid) };
}

/** Whether the process belongs to another machine or container, so that nothing is known of it. */
export function isElsewhere({ host }: ProcessIdentity): boolean {
  return host !== os.hostname();
}

/**
 * Whether the process still runs on this machine, and is not a later one that got the same number.
 * One on another machine is not seen from here; what must not run twice asks `isElsewhere` too.
 */
export function isAlive(identity: ProcessIdentity): boolean {
  const { pid, start } = identity;
  if (isElsewhere(identity)) {
    return false;
  }
  try {
    process.kill(pid, 0);
  } catch (error) {
    // A process of another user is there although it cannot be signalled.
    return errorCode(error) === 'EPERM';
  }
  const now = startOf(pid);
  return start === '' || now === '' || start === now;
}

/** Linux tells when a process started; elsewhere, and for foreign processes, nothing is said. */
function startOf(pid: number): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const status = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold spaces; the start is the 20th field behind it.
    const fields = status.slice(status.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? 'ended' : `${boot}/${fields[19]}`;
  } catch {
    return '';
  }
}
