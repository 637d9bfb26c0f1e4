import path from 'node:path';
import type { RunEvent } from '../protocol/runEvents.ts';
import { runFiles } from '../protocol/runInfo.ts';
import { createEventTail, type EventTail } from './eventTail.ts';

/** Reads what a run writes. */
export interface RunReader {
  /** `undefined` until the run has made it. */
  readonly folder: () => string | undefined;
  /** What is new since the last time. What cannot be read now is given out once it can. */
  readonly read: () => Promise<NewOfRun>;
}

export interface NewOfRun {
  readonly events: readonly RunEvent[];
  /** Whether the run has said now that it begins. */
  readonly begun: boolean;
  /** Why the files cannot be read. */
  readonly trouble: string | undefined;
}

/** @param origin the run's folder where it is known, and what its worker prints, if it is ours */
export function createRunReader(origin: {
  readonly folder: string | undefined;
  readonly logFile?: string;
}): RunReader {
  const logTail = origin.logFile === undefined ? undefined : createEventTail(origin.logFile);
  let { folder } = origin;
  let tail: EventTail | undefined;
  /** What the worker printed and nobody was told yet. */
  let said: readonly RunEvent[] = [];

  const read = async () => {
    said = [...said, ...((await logTail?.read()) ?? [])];
    const start = said.findLast((event) => event.type === 'started');
    folder ??= start?.folder;
    // A run that failed before it had a folder has only printed; so has a resumed one that failed
    // before it started.
    let events = said;
    if (folder !== undefined) {
      tail ??= createEventTail(path.join(folder, runFiles.events));
      const written = await tail.read();
      events = [...written, ...said.filter(isOnlyPrinted)];
    }
    said = [];
    return { events, begun: start !== undefined, trouble: undefined };
  };
  return { folder: () => folder, read: () => read().catch(explainTrouble) };
}

function explainTrouble(error: unknown): NewOfRun {
  const reason = error instanceof Error ? error.message : String(error);
  return { events: [], begun: false, trouble: `The files of this run cannot be read: ${reason}` };
}

function isOnlyPrinted(event: RunEvent): boolean {
  return event.type === 'failed' && event.folder === undefined;
}
