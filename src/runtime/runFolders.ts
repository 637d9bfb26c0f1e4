import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../base/userError.ts';
import { runFiles } from '../protocol/runInfo.ts';

/**
 * The folder whose `.rnn` holds the runs of a spec: the nearest one above the spec that has a
 * `.rnn`; otherwise the current folder if the spec lies in it; otherwise the spec's own folder.
 */
export function findWorkspace(spec: string, current: string): string {
  const folder = path.dirname(path.resolve(spec));
  const found = foldersUpward(folder).find(hasRuns);
  return found ?? (isInside(folder, path.resolve(current)) ? path.resolve(current) : folder);
}

/** The folder of the run `id`. */
export function runFolder(workspace: string, id: string): string {
  return path.join(workspace, '.rnn', 'runs', id);
}

/**
 * The folder of a run that a person named: a folder, or an id in the `.rnn` of the current folder
 * or of one above it. Links to its workspace are resolved, so that one run has one name.
 *
 * @throws UserError where there is none.
 */
export function findRun(run: string, current: string): string {
  const direct = path.resolve(current, run);
  if (isRun(direct)) {
    return resolveWorkspace(direct);
  }
  const workspaces = foldersUpward(path.resolve(current)).filter(hasRuns);
  const named = workspaces.map((workspace) => runFolder(workspace, run)).find(isRun);
  if (named !== undefined && !/[\\/]/.test(run)) {
    return resolveWorkspace(named);
  }
  const known = workspaces
    .flatMap((workspace) => listRuns(workspace))
    .sort((a, b) => momentOf(a).localeCompare(momentOf(b)))
    .slice(-mostNamed);
  const hint = known.length > 0 ? `; the newest runs here are ${known.join(', ')}` : '';
  throw new UserError(`There is no run "${run}"${hint}`);
}

/** The ids of all runs of a workspace, in the order of their names. */
export function listRuns(workspace: string): readonly string[] {
  const folder = path.join(workspace, '.rnn', 'runs');
  try {
    return readdirSync(folder)
      .filter((id) => isRun(path.join(folder, id)))
      .sort();
  } catch {
    return [];
  }
}

/** `airline-20260101-120000-a1b2`: the spec's name, the moment in UTC, four random digits. */
export function newRunId(spec: string, now: Date): string {
  const name = path.basename(spec).replace(/\.rnn\.ya?ml$|\.ya?ml$/i, '');
  const safe = name.replace(/[^\p{L}\p{N}_-]+/gu, '-').slice(0, 60) || 'run';
  const moment = now.toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
  return `${safe}-${moment}-${randomBytes(2).toString('hex')}`;
}

/** How many runs are named where there is none of a name. */
const mostNamed = 5;

/** The moment inside a run's id; empty, so before all others, where somebody renamed its folder. */
function momentOf(id: string): string {
  return /-(\d{8}-\d{6})-[^-]*$/.exec(id)?.[1] ?? '';
}

/** Leaves `.rnn` as it is: who made it a link to a larger disk keeps the workspace beside it. */
function resolveWorkspace(folder: string): string {
  const workspace = path.resolve(folder, '..', '..', '..');
  return path.join(realpathSync(workspace), path.relative(workspace, folder));
}

/** The folder and all above it. */
function foldersUpward(folder: string): readonly string[] {
  const above = path.dirname(folder);
  return above === folder ? [folder] : [folder, ...foldersUpward(above)];
}

function hasRuns(folder: string): boolean {
  return statSync(path.join(folder, '.rnn'), { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function isRun(folder: string): boolean {
  return existsSync(path.join(folder, runFiles.info));
}

function isInside(folder: string, outer: string): boolean {
  const relative = path.relative(outer, folder);
  return relative === '' || !(relative.startsWith('..') || path.isAbsolute(relative));
}
