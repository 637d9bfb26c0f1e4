import path from 'node:path';
import * as vscode from 'vscode';
import { readLastLine } from './cliAnswer.ts';
import { type Bundles, runCli } from './nodeProcess.ts';
import { withPatientProgress } from './patientProgress.ts';
import { pickRun } from './pickRun.ts';
import { runsOfSpec } from './runRegistry.ts';
import { specName } from './specs.ts';
import { isTrustedFor } from './trust.ts';

/** Where from and where to, when a person need not be asked. */
export interface ExportOptions {
  /** The run's folder. */
  readonly run?: string;
  /** The ONNX file. */
  readonly file?: string;
}

/** What `rnn export --json` says; of it what is shown here. */
export interface ExportAnswer {
  readonly type: 'exported';
  readonly file: string;
  /** In bytes. */
  readonly size: number;
  /** How many validation sequences the file was checked on. */
  readonly sequences: number;
  readonly differences: readonly {
    readonly target: string;
    /** The largest difference from the run's own forecasts, in the data's units. */
    readonly largest: number;
  }[];
}

/** Writes the best model of a run as ONNX, and checks it; `undefined` when a person changed their mind. */
export async function exportOnnx(
  bundles: Bundles,
  spec: vscode.Uri,
  options: ExportOptions,
): Promise<ExportAnswer | undefined> {
  if (!isTrustedFor('Exporting')) {
    return undefined;
  }
  const run = options.run ?? (await chooseRun(spec));
  const file = run === undefined ? undefined : (options.file ?? (await chooseFile(spec)));
  if (run === undefined || file === undefined) {
    return undefined;
  }
  const exported = await withPatientProgress(`Exporting ${path.basename(file)}`, async (signal) => {
    const args = ['export', run, '--onnx', file, '--json'];
    const ended = await runCli(bundles, args, { cwd: path.dirname(spec.fsPath), signal });
    return readLastLine<ExportAnswer>(ended, 'exported');
  });
  vscode.window.setStatusBarMessage(`$(check) Exported ${path.basename(file)}`, 10_000);
  return exported;
}

/** What was written and how it was checked, in a sentence. */
export function describeExport({ file, size, sequences, differences }: ExportAnswer): string {
  const largest = differences.map(
    (difference) => `${difference.largest.toPrecision(2)} (${difference.target})`,
  );
  return (
    `Exported "${vscode.workspace.asRelativePath(file)}" (${Math.ceil(size / 1000)} kB). ONNX Runtime ` +
    `computed ${sequences} validation forecasts with it; the largest difference from this run is ` +
    `${largest.join(', ')}`
  );
}

async function chooseRun(spec: vscode.Uri): Promise<string | undefined> {
  const runs = await runsOfSpec(spec.fsPath);
  if (runs.length === 0) {
    const train = 'Train Model';
    const message = `"${specName(spec.fsPath)}" was not trained yet: there is no model to export`;
    if ((await vscode.window.showWarningMessage(message, train)) === train) {
      await vscode.commands.executeCommand('rnn.train', spec);
    }
    return undefined;
  }
  return (await pickRun(runs, 'Which run is exported?'))?.folder;
}

async function chooseFile(spec: vscode.Uri): Promise<string | undefined> {
  const place = await vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.joinPath(spec, '..', `${specName(spec.fsPath)}.onnx`),
    filters: { 'ONNX model': ['onnx'] },
    title: 'Export to ONNX',
  });
  return place?.fsPath;
}
