import path from 'node:path';
import { UserError } from '../base/userError.ts';
import { analyzeSpec } from '../compile/analyzeSpec.ts';
import { readProgress, readWeights } from '../engine/checkpoint.ts';
import { isAtBest, parseMetrics } from '../engine/loadTraining.ts';
import type { TrainedModel } from '../engine/predict.ts';
import type { EpochMetrics, RunReport } from '../protocol/runEvents.ts';
import { type RunInfo, runFiles } from '../protocol/runInfo.ts';
import { noDataSource } from '../resolve/dataSource.ts';
import type { Model } from '../resolve/model.ts';
import { checkLibraryCells } from './libraryCells.ts';
import { readRunInfo } from './runInfo.ts';
import { sha256 } from './sha256.ts';
import { readIfThere } from './writeFiles.ts';

/** A run's folder as values: of a run that is finished, stopped, failed, killed, or still alive. */
export interface OpenedRun extends TrainedModel {
  readonly folder: string;
  readonly info: RunInfo;
  /** The stored spec in its long form. */
  readonly specText: string;
  /** Epoch of the parameters: the best one; 0 where there was no evaluation yet. */
  readonly epoch: number;
  readonly metrics: readonly EpochMetrics[];
  /** `undefined` until the run has ended. */
  readonly report: RunReport | undefined;
}

/**
 * Opens a run's folder with its best parameters. Needs the folder alone: not the spec file, not the
 * data.
 *
 * @throws UserError where the folder holds no run, a damaged one, or one of other cells.
 */
export function openRun(folder: string): OpenedRun {
  const info = readRunInfo(folder);
  const specText = readText(folder, runFiles.spec);
  if (specText === undefined) {
    throw new UserError(`"${folder}" is damaged: it has no "${runFiles.spec}"`);
  }
  const { model } = analyzeSpec(specText, noDataSource);
  if (!model) {
    throw new UserError(
      `The spec in "${folder}" is damaged, or was written by another version of RNN Studio ` +
        `(${info.versions.rnnStudio})`,
    );
  }
  checkLibraryCells(info, model);
  const report = readText(folder, runFiles.report);
  return {
    folder,
    info,
    specText,
    model,
    ...readBest(folder, model),
    inputScaler: info.data.inputScaler,
    targetScaler: info.data.targetScaler,
    metrics: parseMetrics(readText(folder, runFiles.metrics) ?? ''),
    report: report === undefined ? undefined : parseReport(report, folder),
  };
}

/** The best parameters; those of `last` where they are the best or the only ones. */
function readBest(folder: string, model: Model) {
  const [last, best] = [runFiles.last, runFiles.best].map((name) => {
    const file = path.join(folder, name);
    const bytes = readIfThere(file);
    return bytes && { bytes, file, progress: readProgress(bytes, file, sha256) };
  });
  const chosen = last && (!best || isAtBest(last)) ? last : best;
  if (!chosen) {
    throw new UserError(`"${folder}" has no parameters yet: the run had not begun to train`);
  }
  return {
    parameters: readWeights(chosen.bytes, chosen.file, model, sha256),
    epoch: chosen.progress.best?.epoch ?? 0,
  };
}

function parseReport(text: string, folder: string): RunReport {
  try {
    return JSON.parse(text);
  } catch {
    throw new UserError(`"${path.join(folder, runFiles.report)}" is damaged: it is no JSON`);
  }
}

function readText(folder: string, file: string): string | undefined {
  const bytes = readIfThere(path.join(folder, file));
  return bytes && new TextDecoder().decode(bytes);
}
