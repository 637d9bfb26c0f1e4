import { existsSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { runFiles } from '../protocol/runInfo.ts';
import type { TrainingRequest } from '../protocol/trainingRequest.ts';
import { withPatientProgress } from './patientProgress.ts';
import { pickRun } from './pickRun.ts';
import { isResumable, readRun } from './runRecords.ts';
import { type RunRegistry, runsOfSpec } from './runRegistry.ts';
import { refuseErrors } from './specErrors.ts';
import { runHome, saveSpec, specName } from './specs.ts';
import type { TrackedRun } from './trackedRun.ts';
import type { TrainingPanels } from './trainingPanels.ts';
import { isTrustedFor } from './trust.ts';

/** In place of what the spec says. */
export interface TrainingOptions {
  readonly epochs?: number;
  readonly seed?: number;
}

/** What the commands of training need. */
export interface TrainingParts {
  readonly registry: RunRegistry;
  readonly panels: TrainingPanels;
  readonly log: vscode.LogOutputChannel;
}

/**
 * Trains a spec: saves it, refuses it when it has errors, starts the run and shows its panel.
 * Gives the run's folder once it has begun, `undefined` when it has not.
 */
export async function train(
  parts: TrainingParts,
  spec: vscode.Uri,
  options: TrainingOptions,
): Promise<string | undefined> {
  if (!isTrustedFor('Training') || !(await saveSpec(spec)) || (await refuseErrors(spec))) {
    return undefined;
  }
  const request = {
    kind: 'train',
    spec: spec.fsPath,
    workspace: runHome(spec.fsPath),
    ...options,
  } as const;
  return begin(parts, spec.fsPath, request, undefined);
}

/** Goes on with a run that was stopped, failed or was interrupted. */
export async function resume(
  parts: TrainingParts,
  spec: vscode.Uri,
  folder: string | undefined,
): Promise<string | undefined> {
  if (!isTrustedFor('Training')) {
    return undefined;
  }
  const record = folder === undefined ? await pickResumable(spec) : await readRun(folder);
  if (record === undefined) {
    return undefined;
  }
  const request = { kind: 'resume', run: record.folder } as const;
  return begin(parts, spec.fsPath, request, record.folder);
}

/** Asks the living run of a spec to stop; all of them where no spec is named. */
export async function stop(parts: TrainingParts, spec: string | undefined): Promise<void> {
  const run = spec === undefined ? undefined : parts.registry.current(spec);
  const runs = run ? [run] : spec === undefined ? parts.registry.running() : [];
  await Promise.all(runs.map((each) => each.stop()));
}

async function begin(
  parts: TrainingParts,
  spec: string,
  request: TrainingRequest,
  folder: string | undefined,
): Promise<string | undefined> {
  const run = parts.registry.start(spec, request, folder);
  parts.log.info(`Run of "${spec}": ${JSON.stringify(request)}`);
  void run.ended.then(() => reportFailure(parts, run));
  await parts.panels.show(spec);
  await withPatientProgress(`Starting to train ${specName(spec)}`, (signal) =>
    started(run, signal),
  );
  return run.phase() === 'running' || hasBegun(run) ? run.folder() : undefined;
}

/** Resolves when the run has begun or has ended; aborting stops it. */
function started(run: TrackedRun, signal: AbortSignal): Promise<void> {
  signal.addEventListener('abort', () => void run.stop());
  return new Promise((resolve) => {
    const settle = () => {
      if (run.phase() !== 'starting') {
        unlisten();
        resolve();
      }
    };
    const unlisten = run.phases.add(settle);
    settle();
  });
}

function hasBegun(run: TrackedRun): boolean {
  return run.history().some((event) => event.type === 'started');
}

/** Only a failure is told: a person must do something about it. */
async function reportFailure({ log }: TrainingParts, run: TrackedRun): Promise<void> {
  const ending = run.ending();
  if (ending?.type !== 'failed') {
    log.info(`Run of "${run.spec}" ended: ${ending?.reason ?? 'interrupted'}`);
    return;
  }
  log.error(`Run of "${run.spec}" failed: ${ending.message}`);
  const showLog = 'Show Log';
  const openSpec = 'Open Spec';
  const chosen = await vscode.window.showErrorMessage(ending.message, showLog, openSpec);
  if (chosen === showLog) {
    const folder = run.folder();
    const file = folder === undefined ? undefined : path.join(folder, runFiles.failure);
    if (file !== undefined && existsSync(file)) {
      await vscode.window.showTextDocument(vscode.Uri.file(file));
    } else {
      log.show();
    }
  } else if (chosen === openSpec) {
    await vscode.window.showTextDocument(vscode.Uri.file(run.spec));
  }
}

async function pickResumable(spec: vscode.Uri) {
  const runs = (await runsOfSpec(spec.fsPath)).filter(isResumable);
  if (runs.length === 0) {
    void vscode.window.showWarningMessage(
      `"${specName(spec.fsPath)}" has no run that could go on: all of its runs are finished`,
    );
    return undefined;
  }
  return pickRun(runs, 'Which run goes on?');
}
