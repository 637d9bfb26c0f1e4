import type { ChildProcess } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { RunStatus } from '../protocol/panel.ts';
import type { RunEvent, RunFailed, RunFinished } from '../protocol/runEvents.ts';
import { extendHistory } from '../protocol/runHistory.ts';
import { type ProcessIdentity, runFiles } from '../protocol/runInfo.ts';
import { isAlive } from '../runtime/processIdentity.ts';
import { createListeners, type Listeners } from './listeners.ts';
import { createRunReader } from './runReader.ts';

export type RunPhase = RunStatus['phase'];

/** A run that the editor shows: all that is known of it comes from its files. */
export interface TrackedRun {
  readonly spec: string;
  /** `undefined` until its process has made it. */
  readonly folder: () => string | undefined;
  readonly phase: () => RunPhase;
  /** What a panel that opens now must be sent. */
  readonly history: () => readonly RunEvent[];
  /** Why its files cannot be read at the moment. */
  readonly trouble: () => string | undefined;
  readonly ending: () => RunFinished | RunFailed | undefined;
  readonly events: Listeners<readonly RunEvent[]>;
  readonly phases: Listeners<RunPhase>;
  /** Asks the run to stop at its next step; it writes a checkpoint first. */
  readonly stop: () => Promise<void>;
  /** Whether it was told to end before it had begun. */
  readonly wasCancelled: () => boolean;
  /** Resolves when its process is gone and everything it wrote was read. */
  readonly ended: Promise<void>;
  /** No longer follows; the run itself goes on. */
  readonly dispose: () => void;
}

/** Where a run comes from: a process that was just started, or a folder that is there. */
export type RunOrigin =
  | {
      readonly kind: 'started';
      readonly worker: ChildProcess;
      /** What the worker prints: where its folder is, or why it has none. */
      readonly logFile: string;
      /** Of a run that is resumed. */
      readonly folder: string | undefined;
    }
  | {
      readonly kind: 'found';
      readonly folder: string;
      readonly process: ProcessIdentity | undefined;
    };

/** How often a living run's files are looked at, in milliseconds. */
const pause = 150;

/** Follows a run until its process is gone. */
export function trackRun(spec: string, origin: RunOrigin): TrackedRun {
  const events = createListeners<readonly RunEvent[]>();
  const phases = createListeners<RunPhase>();
  let phase: RunPhase =
    origin.kind === 'started' ? 'starting' : lives(origin) ? 'running' : 'ended';
  let history: readonly RunEvent[] = [];
  let trouble: string | undefined;
  let cancelled = false;
  let disposed = false;
  const reader = createRunReader(origin);

  const setPhase = (next: RunPhase) => {
    if (next !== phase) {
      phase = next;
      phases.tell(phase);
    }
  };
  const take = (fresh: readonly RunEvent[]) => {
    if (fresh.length > 0) {
      history = extendHistory(history, fresh);
      events.tell(fresh);
    }
  };
  const readFiles = async () => {
    const { events: fresh, begun, trouble: now } = await reader.read();
    take(fresh);
    if (begun && phase === 'starting') {
      setPhase('running');
    }
    if (now !== trouble) {
      trouble = now;
      phases.tell(phase);
    }
  };
  const follow = async () => {
    while (!disposed) {
      const gone = !lives(origin);
      await readFiles();
      if (gone) {
        take(cancelled ? [] : await explainSilence(history, origin, reader.folder()));
        setPhase('ended');
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  };

  return {
    spec,
    folder: reader.folder,
    phase: () => phase,
    history: () => history,
    trouble: () => trouble,
    ending: () => endingOf(history),
    events,
    phases,
    stop: async () => {
      if (phase === 'starting' && origin.kind === 'started') {
        // It does not look for the file yet, and removes an old one when it begins.
        cancelled = true;
        origin.worker.kill('SIGTERM');
        setPhase('stopping');
        return;
      }
      const folder = reader.folder();
      if (phase === 'running' && folder !== undefined) {
        await writeFile(path.join(folder, runFiles.stop), '');
        setPhase('stopping');
      }
    },
    wasCancelled: () => cancelled,
    ended: follow(),
    dispose: () => {
      disposed = true;
    },
  };
}

function lives(origin: RunOrigin): boolean {
  if (origin.kind === 'started') {
    const { worker } = origin;
    return worker.pid !== undefined && worker.exitCode === null && worker.signalCode === null;
  }
  return origin.process !== undefined && isAlive(origin.process);
}

function endingOf(history: readonly RunEvent[]): RunFinished | RunFailed | undefined {
  return history.findLast((event) => event.type === 'finished' || event.type === 'failed');
}

/** A worker that ended badly without a word: what it printed becomes the message. */
async function explainSilence(
  history: readonly RunEvent[],
  origin: RunOrigin,
  folder: string | undefined,
): Promise<readonly RunEvent[]> {
  if (origin.kind === 'found') {
    return [];
  }
  const { exitCode, signalCode, pid } = origin.worker;
  if (endingOf(history) !== undefined || exitCode === 0 || folder !== undefined) {
    return [];
  }
  const printed = (await readFile(origin.logFile, 'utf8').catch(() => '')).trim().slice(-2000);
  const how = pid === undefined ? 'could not be started' : `ended (${signalCode ?? exitCode})`;
  const message = printed === '' ? `The training process ${how} without a message` : printed;
  return [{ type: 'failed', message, run: undefined, folder: undefined }];
}
