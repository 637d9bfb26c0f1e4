import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { hasErrors } from '../base/problem.ts';
import { UserError } from '../base/userError.ts';
import { analyzeSpec } from '../compile/analyzeSpec.ts';
import type { Dataset } from '../data/dataset.ts';
import { parseMetrics } from '../engine/loadTraining.ts';
import { createTask } from '../engine/tasks/createTask.ts';
import type { Task } from '../engine/tasks/task.ts';
import { type RunInfo, type RunVersions, runFiles } from '../protocol/runInfo.ts';
import type { NewRun, ResumedRun } from '../protocol/trainingRequest.ts';
import type { Model } from '../resolve/model.ts';
import { buildDataset, namedFiles, withFacts } from '../resolve/tasks/tasks.ts';
import { printSpec } from '../spec/printSpec.ts';
import type { Spec, TrainSpec } from '../spec/spec.ts';
import { chooseShares } from './chooseThreading.ts';
import { checkLibraryCells, libraryCellsOf } from './libraryCells.ts';
import { createNodeDataSource, type NodeDataSource } from './nodeDataSource.ts';
import { readTextFile } from './readTextFile.ts';
import { findRun, findWorkspace, newRunId, runFolder } from './runFolders.ts';
import { readRunInfo } from './runInfo.ts';
import { SpecError } from './specError.ts';
import { readIfThere } from './writeFiles.ts';

/** A run that is known to be possible, before anything is written. */
export interface PreparedRun {
  readonly folder: string;
  /** What `run.json` says so far; whoever starts the run adds its process. */
  readonly info: Omit<RunInfo, 'process' | 'versions' | 'status'>;
  /** The spec in its long form, with what the request changes; this is what is trained. */
  readonly specText: string;
  readonly model: Model;
  readonly dataset: Dataset;
  readonly task: Task;
  /** Of the process that trained it last; `undefined` for a new run. */
  readonly versionsBefore: RunVersions | undefined;
}

/**
 * Checks a spec and its data for a new run.
 *
 * @throws SpecError where the spec has errors, UserError where it cannot be read.
 */
export function prepareNewRun(request: NewRun, current: string): PreparedRun {
  const spec = realPath(path.resolve(current, request.spec));
  const text = readTextFile(spec);
  const data = createNodeDataSource(path.dirname(spec));
  const written = checkSpec(text, spec, data);
  const { epochs = written.spec.train.epochs, seed = written.spec.train.seed } = request;
  const specText = printSpec(withFacts(withTrain(written.spec, { epochs, seed }), data));
  const workspace = path.resolve(current, request.workspace ?? findWorkspace(spec, current));
  const created = new Date();
  const id = newRunId(spec, created);
  const trained = readTrained(specText, spec, data);
  const { inputScaler, targetScaler } = trained.dataset;
  return {
    ...trained,
    folder: runFolder(workspace, id),
    specText,
    versionsBefore: undefined,
    info: {
      id,
      spec,
      workspace,
      specHash: createHash('sha256').update(text).digest('hex'),
      cells: libraryCellsOf(trained.model),
      data: { files: hashesOf(trained.model, data), inputScaler, targetScaler },
      seed,
      epochs,
      shares: chooseShares(trained.model, os.availableParallelism()),
      created: created.toISOString(),
    },
  };
}

/**
 * Checks that a run can go on as if it had never been interrupted.
 *
 * @throws UserError where nothing is left to train, or where its data or its cells changed.
 */
export function prepareResumedRun(request: ResumedRun, current: string): PreparedRun {
  const folder = findRun(request.run, current);
  const info = readRunInfo(folder);
  const stored = path.join(folder, runFiles.spec);
  const data = createNodeDataSource(path.dirname(info.spec));
  const written = checkSpec(readTextFile(stored), stored, data);
  checkLibraryCells(info, written);
  checkData(info, data);
  const epochs = request.epochs ?? info.epochs;
  checkEpochs(info, epochsDone(folder), epochs);
  const specText = printSpec(withTrain(written.spec, { epochs }));
  const { process: _process, status: _status, versions: versionsBefore, ...kept } = info;
  const trained = readTrained(specText, stored, data);
  return { ...trained, folder, specText, versionsBefore, info: { ...kept, epochs } };
}

/** The spec of a text that has no errors. */
function checkSpec(text: string, file: string, data: NodeDataSource): Model {
  const { model, problems } = analyzeSpec(text, data);
  if (!model || hasErrors(problems)) {
    throw new SpecError(file, text, problems);
  }
  return model;
}

function readTrained(specText: string, file: string, source: NodeDataSource) {
  const model = checkSpec(specText, file, source);
  const dataset = buildDataset(model.spec, source);
  return { model, dataset, task: createTask(dataset) };
}

/** The hash of each file that the data is read from. */
function hashesOf({ spec }: Model, source: NodeDataSource): Record<string, string> {
  const files = namedFiles(spec.data).map(({ file }) => file);
  return Object.fromEntries(files.map((file) => [file, source.hashOf(file)]));
}

function checkData(info: RunInfo, source: NodeDataSource): void {
  for (const [file, hash] of Object.entries(info.data.files)) {
    if (source.hashOf(file) !== hash) {
      throw new UserError(
        `The data file "${file}" changed since run "${info.id}" began, so the run cannot go on ` +
          'with the same numbers: put the old file back, or start a new run',
      );
    }
  }
}

function epochsDone(folder: string): number {
  const bytes = readIfThere(path.join(folder, runFiles.metrics));
  return parseMetrics(new TextDecoder().decode(bytes)).at(-1)?.epoch ?? 0;
}

function checkEpochs(info: RunInfo, done: number, epochs: number): void {
  if (info.status === 'finished' && done < info.epochs) {
    throw new UserError(
      `Run "${info.id}" stopped early after ${done} of its ${info.epochs} epochs, as its ` +
        '"patience" asks: nothing is left to train; start a new run with a larger one',
    );
  }
  if (info.status === 'finished' && epochs <= info.epochs) {
    throw new UserError(
      `Run "${info.id}" is finished after its ${info.epochs} epochs: nothing is left to train; ` +
        'ask for more epochs to go on',
    );
  }
  if (epochs < done) {
    throw new UserError(
      `Run "${info.id}" has done ${done} epochs already, so it cannot end after ${epochs}: ask ` +
        'for more epochs, or start a new run',
    );
  }
}

function withTrain(spec: Spec, change: Partial<TrainSpec>): Spec {
  return { ...spec, train: { ...spec.train, ...change } };
}

/** The path with links resolved, so that one spec has one name; as it stands where it is not there. */
function realPath(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}
