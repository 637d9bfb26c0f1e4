import { appendFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { UserError } from '../base/userError.ts';
import { version } from '../base/version.ts';
import { compileModel, compileProbe } from '../compile/compileModel.ts';
import { train } from '../engine/train.ts';
import type { RunEvent, RunReport } from '../protocol/runEvents.ts';
import { type RunInfo, type RunVersions, runFiles } from '../protocol/runInfo.ts';
import type { TrainingRequest } from '../protocol/trainingRequest.ts';
import { parameterCount } from '../resolve/model.ts';
import { chooseMemory } from './chooseMemory.ts';
import { chooseThreading } from './chooseThreading.ts';
import { checkSpace, openRunStore } from './nodeRunStore.ts';
import { createOnnxRuntime, onnxRuntimeVersion } from './onnxRuntime.ts';
import { type PreparedRun, prepareNewRun, prepareResumedRun } from './prepareRun.ts';
import { thisProcess } from './processIdentity.ts';
import { findRun } from './runFolders.ts';
import { readRunInfo, writeRunInfo } from './runInfo.ts';
import { sha256 } from './sha256.ts';
import { lockSpec } from './specLock.ts';
import { versionNotices } from './versionNotices.ts';
import {
  errorCode,
  explainErrors,
  makeFolder,
  readIfThere,
  replaceFile,
  writeIfNew,
} from './writeFiles.ts';

/** Who listens to a run and who may stop it. */
export interface TrainingHooks {
  readonly onEvent: (event: RunEvent) => void;
  /** Stops the run at the next step, so that it can be resumed. */
  readonly signal?: AbortSignal;
  /** The folder that relative paths start from. */
  readonly currentFolder?: string;
  /** The bundle of `sessionThread`; without it the shares of a batch are computed in turn. */
  readonly threadFile?: string;
}

/** A run that came to its end. */
export interface TrainedRun {
  readonly id: string;
  readonly folder: string;
  readonly report: RunReport;
}

/**
 * Trains in this process, from checking the spec to the report: what the worker and the command line
 * have in common. The run is a folder `.rnn/runs/<id>`; every event also goes to its `events.jsonl`,
 * and a file `stop` in it stops the run like the signal does.
 *
 * @throws SpecError where the spec has errors; UserError where the world refuses or the training
 * diverges. Once the run has a folder, a `failed` event comes first.
 */
export async function runTraining(
  request: TrainingRequest,
  hooks: TrainingHooks,
): Promise<TrainedRun> {
  const current = hooks.currentFolder ?? process.cwd();
  if (request.kind === 'train') {
    const run = prepareNewRun(request, current);
    return whileLocked(run.info, () => trainLocked(run, request.kind, hooks));
  }
  const found = readRunInfo(findRun(request.run, current));
  return whileLocked(found, () => {
    // Until the lock was there, another process could change the run: what counts is read now.
    const run = prepareResumedRun(request, current);
    return trainLocked(run, request.kind, hooks);
  });
}

async function whileLocked<T>(
  { workspace, spec, id }: Pick<RunInfo, 'workspace' | 'spec' | 'id'>,
  work: () => Promise<T>,
): Promise<T> {
  const unlock = lockSpec(workspace, spec, id);
  try {
    return await work();
  } finally {
    unlock();
  }
}

async function trainLocked(
  run: PreparedRun,
  kind: TrainingRequest['kind'],
  hooks: TrainingHooks,
): Promise<TrainedRun> {
  const { folder, model, versionsBefore } = run;
  const { shares } = run.info;
  const compiled = compileModel(model, shares);
  const versions = await versionsNow();
  const info: RunInfo = { ...run.info, status: 'running', process: thisProcess(), versions };
  checkSpace(info.workspace, parameterCount(model), compiled.slots.length);
  if (kind === 'train') {
    makeRunFolder(folder);
  }
  closeLastLine(path.join(folder, runFiles.events));
  const send = (event: RunEvent): void => {
    writeEvent(folder, event);
    hooks.onEvent(event);
  };
  const stopping = watchForStop(folder, hooks.signal);
  try {
    replaceFile(path.join(folder, runFiles.spec), run.specText);
    writeRunInfo(folder, info);
    forgetLastEnd(folder);
    const report = await train({
      ...run,
      compiled,
      compileProbe: (options) => compileProbe(model, options),
      runtime: createOnnxRuntime({
        ...chooseThreading(model, shares, os.availableParallelism(), os.loadavg()),
        ...chooseMemory(model, longestStretch(run)),
        ...(hooks.threadFile === undefined ? {} : { threadFile: hooks.threadFile }),
      }),
      store: openRunStore(folder),
      digest: sha256,
      clock: { now: () => performance.now() },
      notices: versionsBefore ? versionNotices(versionsBefore, versions) : [],
      origin: { spec: info.spec, pid: process.pid },
      signal: stopping.signal,
      onEvent: send,
    });
    writeRunInfo(folder, { ...info, status: report.reason === 'stopped' ? 'stopped' : 'finished' });
    send({ type: 'finished', ...report, run: info.id, folder });
    return { id: info.id, folder, report };
  } catch (error) {
    recordFailure(folder, info, error, hooks.onEvent);
    throw error;
  } finally {
    stopping.end();
  }
}

/** Time steps of the longest batch. */
function longestStretch({ model, dataset }: PreparedRun): number {
  const { sequences } = dataset.parts.train;
  const longest = sequences.reduce((most, { length }) => Math.max(most, length), 0);
  return Math.min(longest, model.spec.train.truncate ?? longest);
}

async function versionsNow(): Promise<RunVersions> {
  const { node } = process.versions;
  return { rnnStudio: version, node, onnxRuntime: await onnxRuntimeVersion() };
}

/** A folder that only this run has, in a `.rnn` that git leaves alone. */
function makeRunFolder(folder: string): void {
  const runs = path.dirname(folder);
  makeFolder(runs);
  writeIfNew(path.join(runs, '..', '.gitignore'), '*\n');
  explainErrors(folder, () => mkdirSync(folder));
}

/** How often a run looks for a request to stop, in milliseconds. */
const stopPause = 200;

function watchForStop(folder: string, signal: AbortSignal | undefined) {
  const file = path.join(folder, runFiles.stop);
  const controller = new AbortController();
  const abort = () => controller.abort();
  rmSync(file, { force: true });
  const timer = setInterval(() => existsSync(file) && abort(), stopPause);
  signal?.addEventListener('abort', abort);
  if (signal?.aborted) {
    abort();
  }
  return {
    signal: controller.signal,
    end: () => {
      clearInterval(timer);
      signal?.removeEventListener('abort', abort);
      rmSync(file, { force: true });
    },
  };
}

/** The end that a run came to before it goes on is no end any more. */
function forgetLastEnd(folder: string): void {
  for (const name of [runFiles.report, runFiles.failure]) {
    const file = path.join(folder, name);
    explainErrors(file, () => rmSync(file, { force: true }));
  }
}

/** A line that a crash or a full disk cut short would swallow the next one. */
function closeLastLine(file: string): void {
  const bytes = readIfThere(file);
  if (bytes && bytes.length > 0 && bytes.at(-1) !== newline) {
    explainErrors(file, () => appendFileSync(file, '\n'));
  }
}

const newline = 0x0a;

function writeEvent(folder: string, event: RunEvent): void {
  const file = path.join(folder, runFiles.events);
  explainErrors(file, () => appendFileSync(file, `${JSON.stringify(event)}\n`));
}

/** Says everywhere that a run failed; where even that cannot be written, the error itself remains. */
function recordFailure(
  folder: string,
  info: RunInfo,
  error: unknown,
  onEvent: (event: RunEvent) => void,
): void {
  const message = error instanceof Error ? error.message : String(error);
  const details = error instanceof UserError || !(error instanceof Error) ? message : error.stack;
  const event: RunEvent = { type: 'failed', message, run: info.id, folder };
  const attempts = [
    () => replaceFile(path.join(folder, runFiles.failure), `${details}\n`),
    () => writeRunInfo(folder, { ...info, status: 'failed', message }),
    () => {
      closeLastLine(path.join(folder, runFiles.events));
      writeEvent(folder, event);
    },
  ];
  for (const attempt of attempts) {
    try {
      attempt();
    } catch (failure) {
      if (!(failure instanceof UserError) && errorCode(failure) === undefined) {
        throw failure;
      }
    }
  }
  onEvent(event);
}
