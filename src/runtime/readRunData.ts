import path from 'node:path';
import { hasErrors } from '../base/problem.ts';
import { UserError } from '../base/userError.ts';
import { analyzeSpec } from '../compile/analyzeSpec.ts';
import type { Dataset } from '../data/dataset.ts';
import { runFiles } from '../protocol/runInfo.ts';
import { buildDataset } from '../resolve/tasks/tasks.ts';
import { createNodeDataSource } from './nodeDataSource.ts';
import type { OpenedRun } from './openRun.ts';
import { SpecError } from './specError.ts';

/** A run's data as it is now. */
export interface RunData {
  /** In the units that the run was trained in. */
  readonly dataset: Dataset;
  /** Whether a file of it is another one than when the run began. */
  readonly dataChanged: boolean;
}

/**
 * Reads the data of a run again. `purpose` ends a message: "an exported file is checked on it".
 *
 * @throws UserError where a file is gone, SpecError where the data does not fit the spec any more.
 */
export function readRunData(run: OpenedRun, purpose: string): RunData {
  const { info, specText, inputScaler, targetScaler } = run;
  const source = createNodeDataSource(path.dirname(info.spec));
  const { model, problems } = analyzeSpec(specText, source);
  const files = Object.entries(info.data.files);
  for (const [file] of files) {
    const read = source.read(file);
    if (read.kind === 'missing') {
      throw new UserError(
        `"${read.path}" is gone, the data of run "${info.id}": ${purpose}, so put it back`,
      );
    }
  }
  if (!model || hasErrors(problems)) {
    throw new SpecError(path.join(run.folder, runFiles.spec), specText, problems);
  }
  return {
    dataset: buildDataset(model.spec, source, { inputScaler, targetScaler }),
    dataChanged: files.some(([file, hash]) => source.hashOf(file) !== hash),
  };
}
