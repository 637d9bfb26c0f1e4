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

/** Writes the best model of a run as ONNX; gives the file, `undefined` when there is none. */
export async function exportOnnx(
  bundles: Bundles,
  spec: vscode.Uri,
  options: ExportOptions,
): Promise<string | undefined> {
  if (!isTrustedFor('Exporting')) {
    return undefined;
  }
  const run = options.run ?? (await chooseRun(spec));
  const file = run === undefined ? undefined : (options.file ?? (await chooseFile(spec)));
  if (run === undefined || file === undefined) {
    return undefined;
  }
  await withPatientProgress(`Exporting ${path.basename(file)}`, async (signal) => {
    const args = ['export', run, '--onnx', file, '--json'];
    const ended = await runCli(bundles, args, { cwd: path.dirname(spec.fsPath), signal });
    readLastLine(ended, 'exported');
  });
  vscode.window.setStatusBarMessage(`$(check) Exported ${path.basename(file)}`, 10_000);
  return file;
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
