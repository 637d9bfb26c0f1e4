import path from 'node:path';
import type { TrainingRequest } from '../protocol/trainingRequest.ts';
import { createListeners, type Listeners } from './listeners.ts';
import { type Bundles, startWorker } from './nodeProcess.ts';
import { isRunning, listRuns, type RunRecord } from './runRecords.ts';
import { runHomes, specKey } from './specs.ts';
import { type TrackedRun, trackRun } from './trackedRun.ts';

/** The runs that the editor follows. */
export interface RunRegistry {
  /** Starts a run in a process of its own. `folder` is that of a run that is resumed. */
  readonly start: (
    spec: string,
    request: TrainingRequest,
    folder: string | undefined,
  ) => TrackedRun;
  /** Follows a run that is there, whether it lives or not. */
  readonly open: (spec: string, record: RunRecord) => TrackedRun;
  /** The run of a spec that was started or opened last. */
  readonly current: (spec: string) => TrackedRun | undefined;
  /** The living run of a spec. */
  readonly alive: (spec: string) => TrackedRun | undefined;
  readonly running: () => readonly TrackedRun[];
  /** Follows all runs in these folders whose processes live. */
  readonly discover: (homes: readonly string[]) => Promise<void>;
  /** Told when a run began to be followed. */
  readonly opened: Listeners<TrackedRun>;
  /** Told when any run changed its phase or said something. */
  readonly changed: Listeners<TrackedRun>;
  readonly dispose: () => void;
}

/** @param logFolder where the workers' output goes */
export function createRunRegistry(bundles: Bundles, logFolder: string): RunRegistry {
  const runs: TrackedRun[] = [];
  const opened = createListeners<TrackedRun>();
  const changed = createListeners<TrackedRun>();
  let started = 0;

  const add = (run: TrackedRun): TrackedRun => {
    runs.push(run);
    run.events.add(() => changed.tell(run));
    run.phases.add(() => changed.tell(run));
    opened.tell(run);
    changed.tell(run);
    return run;
  };
  const running = () => runs.filter((run) => run.phase() !== 'ended');
  const open = (spec: string, record: RunRecord): TrackedRun => {
    const known = runs.findLast((run) => run.folder() === record.folder);
    if (known && known.phase() !== 'ended') {
      return known;
    }
    if (known) {
      // It may have gone on elsewhere since: its files are read again.
      runs.splice(runs.indexOf(known), 1);
    }
    const process = isRunning(record) ? record.info.process : undefined;
    return add(trackRun(spec, { kind: 'found', folder: record.folder, process }));
  };
  return {
    start: (spec, request, folder) => {
      const logFile = path.join(logFolder, `worker-${process.pid}-${++started}.log`);
      const worker = startWorker(bundles, request, logFile);
      // A worker that cannot be started at all is seen by its missing process number.
      worker.on('error', () => undefined);
      return add(trackRun(spec, { kind: 'started', worker, logFile, folder }));
    },
    open,
    current: (spec) => runs.findLast(isOf(spec)),
    alive: (spec) => running().find(isOf(spec)),
    running,
    discover: async (homes) => {
      for (const record of await listRuns(homes)) {
        if (isRunning(record)) {
          open(record.info.spec, record);
        }
      }
    },
    opened,
    changed,
    dispose: () => {
      for (const run of runs) {
        run.dispose();
      }
    },
  };
}

function isOf(spec: string): (run: TrackedRun) => boolean {
  const key = specKey(spec);
  return (run) => specKey(run.spec) === key;
}

/** The runs of one spec, the newest first. */
export async function runsOfSpec(spec: string): Promise<readonly RunRecord[]> {
  const key = specKey(spec);
  const records = await listRuns(runHomes(spec));
  return records.filter(({ info }) => specKey(info.spec) === key);
}
