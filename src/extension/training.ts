import { existsSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { runFiles } from '../protocol/runInfo.ts';
import type { TrainingRequest } from '../protocol/trainingRequest.ts';
import { withPatientProgress } from './patientProgress.ts';
import { pickRun } from './pickRun.ts';
import { isResumable, isRunning, readRun } from './runRecords.ts';
import { type RunRegistry, runsOfSpec } from './runRegistry.ts';
import { refuseErrors } from './specErrors.ts';
import { runHome, saveSpec, specName } from './specs.ts';
import { progressText } from './statusBar.ts';
import { tell } from './tell.ts';
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
  if (!isTrustedFor('Training') || (await refuseSecond(parts, spec))) {
    return undefined;
  }
  if (!(await saveSpec(spec)) || (await refuseErrors(spec))) {
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
  if (!isTrustedFor('Training') || (await refuseSecond(parts, spec))) {
    return undefined;
  }
  const record = folder === undefined ? await pickResumable(spec) : await readRun(folder);
  if (record === undefined) {
    return undefined;
  }
  const request = { kind: 'resume', run: record.folder } as const;
  return begin(parts, spec.fsPath, request, record.folder);
}

/** Asks the living run of a spec to stop; without a spec, the one that the person means. */
export async function stop(parts: TrainingParts, spec: string | undefined): Promise<void> {
  if (spec === undefined) {
    await (await pickRunning(parts.registry.running()))?.stop();
    return;
  }
  const run = parts.registry.alive(spec);
  if (run === undefined) {
    void vscode.window.showInformationMessage(`"${specName(spec)}" is not being trained`);
  }
  await run?.stop();
}

async function pickRunning(running: readonly TrackedRun[]): Promise<TrackedRun | undefined> {
  if (running.length < 2) {
    return running[0];
  }
  const items = running.map((run) => ({
    label: specName(run.spec),
    description: progressText(run),
    run,
  }));
  return (await vscode.window.showQuickPick(items, { placeHolder: 'Which run is stopped?' }))?.run;
}

/** Whether a run of the spec is alive; if so says so and offers what can be done. */
async function refuseSecond(parts: TrainingParts, spec: vscode.Uri): Promise<boolean> {
  const run = parts.registry.alive(spec.fsPath) ?? (await findForeign(parts, spec.fsPath));
  if (run === undefined) {
    return false;
  }
  if (await isOver(run)) {
    await run.ended;
    return false;
  }
  void tell(offerRunning(parts, run));
  return true;
}

/** A living run of the spec that was not started here, such as one of the `rnn` command. */
async function findForeign({ registry }: TrainingParts, spec: string) {
  const record = (await runsOfSpec(spec)).find(isRunning);
  return record && registry.open(spec, record);
}

/** A run says that it is over a moment before its process is gone. */
async function isOver(run: TrackedRun): Promise<boolean> {
  const folder = run.phase() === 'starting' ? undefined : run.folder();
  const record = folder === undefined ? undefined : await readRun(folder);
  return record !== undefined && record.info.status !== 'running';
}

async function offerRunning({ panels }: TrainingParts, run: TrackedRun): Promise<void> {
  const message = `"${specName(run.spec)}" is being trained already: ${progressText(run)}`;
  const chosen = await vscode.window.showWarningMessage(message, 'Show Panel', 'Stop Training');
  if (chosen === 'Show Panel') {
    await panels.show(run.spec);
  } else if (chosen !== undefined) {
    await run.stop();
  }
}

async function begin(
  parts: TrainingParts,
  spec: string,
  request: TrainingRequest,
  folder: string | undefined,
): Promise<string | undefined> {
  // Of two clicks in a row, both may have come here before either had begun.
  const first = parts.registry.alive(spec);
  if (first) {
    void tell(offerRunning(parts, first));
    return undefined;
  }
  const run = parts.registry.start(spec, request, folder);
  parts.log.info(`Run of "${spec}": ${JSON.stringify(request)}`);
  void tell(run.ended.then(() => reportFailure(parts, run)));
  await parts.panels.show(spec);
  await withPatientProgress(`Starting to train ${specName(spec)}`, (signal) =>
    started(run, signal),
  );
  return run.phase() === 'running' || hasBegun(run) ? run.folder() : undefined;
}

/** Resolves when the run has begun or has ended; aborting stops it. */
function started(run: TrackedRun, signal: AbortSignal): Promise<void> {
  signal.addEventListener('abort', () => void tell(run.stop()));
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

/** Only what a person must do something about is told: a failure, or a process that is gone. */
async function reportFailure(parts: TrainingParts, run: TrackedRun): Promise<void> {
  const { log } = parts;
  const ending = run.ending();
  const folder = run.folder();
  if (ending?.type === 'finished') {
    log.info(`Run of "${run.spec}" ended: ${ending.reason}`);
    return;
  }
  if (ending === undefined && run.wasCancelled()) {
    log.info(`Run of "${run.spec}" was cancelled before it had begun`);
    return;
  }
  const message =
    ending?.message ??
    run.trouble() ??
    `The training process of "${specName(run.spec)}" is gone before the run was over; it can go on from its last checkpoint`;
  log.error(`Run of "${run.spec}" failed: ${message}`);
  const choices = {
    ...(ending === undefined && folder !== undefined
      ? { Resume: () => resume(parts, vscode.Uri.file(run.spec), folder) }
      : {}),
    'Show Log': () => showLog(parts, folder),
    'Open Spec': () => vscode.window.showTextDocument(vscode.Uri.file(run.spec)),
  };
  const chosen = await vscode.window.showErrorMessage(message, ...Object.keys(choices));
  await Object.entries(choices).find(([label]) => label === chosen)?.[1]();
}

async function showLog({ log }: TrainingParts, folder: string | undefined): Promise<void> {
  const file = folder === undefined ? undefined : path.join(folder, runFiles.failure);
  if (file !== undefined && existsSync(file)) {
    await vscode.window.showTextDocument(vscode.Uri.file(file));
  } else {
    log.show();
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
