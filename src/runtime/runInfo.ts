import path from 'node:path';
import { UserError } from '../base/userError.ts';
import { type RunInfo, runFiles } from '../protocol/runInfo.ts';
import { isAlive } from './processIdentity.ts';
import { readIfThere, replaceFile } from './writeFiles.ts';

/**
 * Reads a run's `run.json`. Where the workspace was moved with its runs, the paths inside it follow.
 *
 * @throws UserError where the folder holds no run, or a damaged one.
 */
export function readRunInfo(folder: string): RunInfo {
  const file = path.join(folder, runFiles.info);
  const bytes = readIfThere(file);
  if (!bytes) {
    throw new UserError(`"${folder}" is no run: it has no "${runFiles.info}"`);
  }
  const info = parseRunInfo(new TextDecoder().decode(bytes));
  if (!info) {
    throw new UserError(`"${file}" is damaged or was not written by RNN Studio`);
  }
  return followMove(info, folder);
}

/** What a run's folder says of itself, with the paths of where the folder is now. */
export function followMove(info: RunInfo, folder: string): RunInfo {
  const workspace = path.resolve(folder, '..', '..', '..');
  return { ...info, spec: rebase(info.spec, info.workspace, workspace), workspace };
}

/** Writes a run's `run.json`. */
export function writeRunInfo(folder: string, info: RunInfo): void {
  replaceFile(path.join(folder, runFiles.info), `${JSON.stringify(info, undefined, 2)}\n`);
}

/** Whether the process of a run is still there. */
export function isRunAlive(info: RunInfo): boolean {
  return info.status === 'running' && isAlive(info.process);
}

function parseRunInfo(text: string): RunInfo | undefined {
  let value: RunInfo;
  try {
    // Runs of the first days had one share.
    value = { shares: 1, ...JSON.parse(text) };
  } catch {
    return undefined;
  }
  const texts: readonly unknown[] = [
    value?.id,
    value?.spec,
    value?.workspace,
    value?.specHash,
    ...(typeof value?.data?.files === 'object' ? Object.values(value.data.files) : [undefined]),
    value?.status,
    value?.created,
    ...cellTexts(value?.cells),
    value?.versions?.rnnStudio,
    value?.versions?.onnxRuntime,
    value?.process?.host,
    value?.process?.start,
  ];
  const numbers: readonly unknown[] = [
    value?.seed,
    value?.epochs,
    value?.shares,
    value?.process?.pid,
    ...scalerNumbers(value?.data?.inputScaler),
    ...scalerNumbers(value?.data?.targetScaler),
  ];
  const valid = texts.every((it) => typeof it === 'string') && numbers.every(Number.isFinite);
  return valid ? value : undefined;
}

function cellTexts(cells: RunInfo['cells'] | undefined): readonly unknown[] {
  return typeof cells === 'object' && cells !== null
    ? Object.values(cells).flatMap((cell) => [cell?.equations, cell?.output])
    : [undefined];
}

function scalerNumbers(scaler: RunInfo['data']['inputScaler'] | undefined): readonly unknown[] {
  const { shift, scale } = scaler ?? {};
  return Array.isArray(shift) && Array.isArray(scale) ? [...shift, ...scale] : [undefined];
}

/** A path below `from`, as the same path below `to`. */
function rebase(file: string, from: string, to: string): string {
  const relative = path.relative(from, file);
  const isBelow = !relative.startsWith('..') && !path.isAbsolute(relative);
  return isBelow ? path.join(to, relative) : file;
}
