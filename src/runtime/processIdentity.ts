import { readFileSync } from 'node:fs';
import type { ProcessIdentity } from '../protocol/runInfo.ts';
import { errorCode } from './writeFiles.ts';

/** The identity of this process. */
export function thisProcess(): ProcessIdentity {
  return { pid: process.pid, start: startOf(process.pid) };
}

/** Whether the process still runs, and is not a later one that got the same number. */
export function isAlive({ pid, start }: ProcessIdentity): boolean {
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
