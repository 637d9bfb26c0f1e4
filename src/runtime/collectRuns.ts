import { realpathSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../base/userError.ts';
import { parseMetrics } from '../engine/loadTraining.ts';
import { type RunInfo, runFiles } from '../protocol/runInfo.ts';
import { findWorkspace, listRuns, runFolder } from './runFolders.ts';
import { isRunAlive, readRunInfo } from './runInfo.ts';
import { readIfThere } from './writeFiles.ts';

/** A run in a list. */
export interface RunSummary {
  readonly id: string;
  readonly folder: string;
  /** The spec file that was trained, as an absolute path. */
  readonly spec: string;
  /** `killed`: its process is gone without having ended it. */
  readonly status: RunInfo['status'] | 'killed';
  /** ISO 8601. */
  readonly created: string;
  readonly epochsDone: number;
  readonly epochs: number;
  /** The task's measure of the best epoch on the validation part; `undefined` before the first. */
  readonly bestScore: number | undefined;
  readonly bestEpoch: number | undefined;
}

/** The runs of a workspace, the newest last; folders that hold no readable run are left out. */
export function collectRuns(workspace: string): readonly RunSummary[] {
  const runs = listRuns(workspace).flatMap((id) => summarize(runFolder(workspace, id)));
  return runs.sort((a, b) => (a.created < b.created ? -1 : 1));
}

/**
 * The newest run of a spec that came to an end, by itself or because it was stopped.
 *
 * @throws UserError where there is none.
 */
export function findNewestRun(spec: string, current: string): RunSummary {
  const file = realPath(path.resolve(current, spec));
  const runs = collectRuns(findWorkspace(file, current)).filter((run) => run.spec === file);
  const ended = runs.findLast(({ status }) => status === 'finished' || status === 'stopped');
  if (!ended) {
    const others = runs.length === 0 ? 'was not trained yet' : 'has no run that came to its end';
    const remedy =
      runs.length === 0
        ? `train it with "rnn train ${spec}"`
        : `go on with "rnn train --resume ${runs.at(-1)?.id}", or name a run`;
    throw new UserError(`"${spec}" ${others}: ${remedy}`);
  }
  return ended;
}

function summarize(folder: string): readonly RunSummary[] {
  let info: RunInfo;
  try {
    info = readRunInfo(folder);
  } catch (error) {
    if (error instanceof UserError) {
      return [];
    }
    throw error;
  }
  const bytes = readIfThere(path.join(folder, runFiles.metrics));
  const metrics = parseMetrics(new TextDecoder().decode(bytes));
  const best = metrics.findLast((epoch) => epoch.best);
  const isKilled = info.status === 'running' && !isRunAlive(info);
  return [
    {
      id: info.id,
      folder,
      spec: info.spec,
      status: isKilled ? 'killed' : info.status,
      created: info.created,
      epochsDone: metrics.at(-1)?.epoch ?? 0,
      epochs: info.epochs,
      bestScore: best?.validationScore,
      bestEpoch: best?.epoch,
    },
  ];
}

function realPath(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    throw new UserError(`There is no file "${file}"`);
  }
}
