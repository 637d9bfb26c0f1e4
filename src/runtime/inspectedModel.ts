import { statSync } from 'node:fs';
import path from 'node:path';
import { hasErrors } from '../base/problem.ts';
import { analyzeSpec } from '../compile/analyzeSpec.ts';
import type { Dataset } from '../data/dataset.ts';
import { readWeights } from '../engine/checkpoint.ts';
import { initializeParameters } from '../engine/initializeParameters.ts';
import type { WeightsName } from '../protocol/inspector.ts';
import { runFiles } from '../protocol/runInfo.ts';
import type { Model } from '../resolve/model.ts';
import { buildDataset } from '../resolve/tasks/tasks.ts';
import { createNodeDataSource } from './nodeDataSource.ts';
import { openRun } from './openRun.ts';
import { readRunData } from './readRunData.ts';
import { readTextFile } from './readTextFile.ts';
import { sha256 } from './sha256.ts';
import { SpecError } from './specError.ts';
import { readIfThere } from './writeFiles.ts';

/** A model to look into, with the data to look at it on. */
export interface InspectedModel {
  readonly model: Model;
  readonly dataset: Dataset;
  /** The spec file, absolute. */
  readonly spec: string;
  readonly run: { readonly id: string; readonly epoch: number } | undefined;
  /** Flat `[P]`, read when they are first wanted. */
  readonly weights: ReadonlyMap<WeightsName, () => Float32Array>;
}

/**
 * Opens a run's folder, or a spec file, whose model is as it is before training.
 *
 * @throws UserError where there is none or its files cannot be read, SpecError where it has mistakes.
 */
export function openInspectedModel(source: string): InspectedModel {
  return statSync(source, { throwIfNoEntry: false })?.isFile()
    ? openSpecFile(source)
    : openRunFolder(source);
}

function openRunFolder(folder: string): InspectedModel {
  const run = openRun(folder);
  const { model, parameters, info, epoch } = run;
  const { dataset } = readRunData(run, 'the model is looked at on it');
  const last = path.join(folder, runFiles.last);
  const weights = new Map<WeightsName, () => Float32Array>([
    ['best', () => parameters],
    ['last', () => readWeights(readIfThere(last) ?? new Uint8Array(), last, model, sha256)],
    ['untrained', () => initializeParameters(model, model.spec.train.seed)],
  ]);
  return { model, dataset, spec: info.spec, run: { id: info.id, epoch }, weights };
}

function openSpecFile(spec: string): InspectedModel {
  const text = readTextFile(spec);
  const source = createNodeDataSource(path.dirname(spec));
  const { model, problems } = analyzeSpec(text, source);
  if (!model || hasErrors(problems)) {
    throw new SpecError(spec, text, problems);
  }
  return {
    model,
    dataset: buildDataset(model.spec, source),
    spec,
    run: undefined,
    weights: new Map([['untrained', () => initializeParameters(model, model.spec.train.seed)]]),
  };
}
