import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { type RunInfo, runFiles } from '../protocol/runInfo.ts';
import { isAlive } from '../runtime/processIdentity.ts';
import { followMove } from '../runtime/runInfo.ts';

/** A run's folder with its `run.json`. */
export interface RunRecord {
  readonly folder: string;
  readonly info: RunInfo;
}

/** The runs in the `.rnn` of these folders, the newest first; folders without runs are fine. */
export async function listRuns(homes: readonly string[]): Promise<readonly RunRecord[]> {
  const perHome = await Promise.all(homes.map(listRunsOf));
  return perHome.flat().sort((a, b) => compare(b.info.created, a.info.created));
}

/** The record of a run's folder; `undefined` where there is none that can be read. */
export async function readRun(folder: string): Promise<RunRecord | undefined> {
  try {
    const info: unknown = JSON.parse(await readFile(path.join(folder, runFiles.info), 'utf8'));
    return isRunInfo(info) ? { folder, info: followMove(info, folder) } : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the run's process is there. */
export function isRunning({ info }: RunRecord): boolean {
  return info.status === 'running' && isAlive(info.process);
}

/** Whether the run can go on: it was stopped, failed, or its process is gone. */
export function isResumable(record: RunRecord): boolean {
  return record.info.status !== 'finished' && !isRunning(record);
}

async function listRunsOf(home: string): Promise<readonly RunRecord[]> {
  const runs = path.join(home, '.rnn', 'runs');
  try {
    const names = await readdir(runs);
    const records = await Promise.all(names.map((name) => readRun(path.join(runs, name))));
    return records.filter((record) => record !== undefined);
  } catch {
    return [];
  }
}

/** A foreign or broken file is no run; only what is used here is looked at. */
function isRunInfo(value: unknown): value is RunInfo {
  const info = value as Partial<RunInfo> | null;
  return (
    typeof info === 'object' &&
    typeof info?.id === 'string' &&
    typeof info.spec === 'string' &&
    typeof info.workspace === 'string' &&
    typeof info.status === 'string' &&
    typeof info.created === 'string' &&
    typeof info.process?.pid === 'number' &&
    typeof info.process.start === 'string'
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
