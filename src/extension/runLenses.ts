import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { firstKey } from '../language/provideCodeLenses.ts';
import { lastRunWords } from '../protocol/lastRunWords.ts';
import type { RunReport } from '../protocol/runEvents.ts';
import { runFiles } from '../protocol/runInfo.ts';
import { isRunning, type RunRecord } from './runRecords.ts';
import { type RunRegistry, runsOfSpec } from './runRegistry.ts';
import { specLanguage } from './specs.ts';
import { progressText } from './statusBar.ts';

/** Milliseconds between two looks at runs, however much they have to say. */
const pause = 1000;

/** The last run's result above the first key of a spec, or how far it is; a click shows its panel. */
export function createRunLenses(registry: RunRegistry): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  let timer: NodeJS.Timeout | undefined;
  const lookSoon = () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      changed.fire();
    }, pause);
  };
  // Runs of a terminal change their files without a word to the editor.
  const watcher = vscode.workspace.createFileSystemWatcher(`**/.rnn/runs/*/${runFiles.info}`);
  const provider = vscode.languages.registerCodeLensProvider(
    { language: specLanguage, scheme: 'file' },
    {
      onDidChangeCodeLenses: changed.event,
      provideCodeLenses: async (document) => {
        const key = firstKey(document.getText());
        const title = key && (await runText(registry, document.uri.fsPath));
        if (!key || title === undefined) {
          return [];
        }
        const range = new vscode.Range(
          document.positionAt(key.start),
          document.positionAt(key.end),
        );
        const command = { title, command: 'rnn.showTraining', arguments: [document.uri] };
        return [new vscode.CodeLens(range, command)];
      },
    },
  );
  const unlisten = registry.changed.add(lookSoon);
  return vscode.Disposable.from(
    provider,
    changed,
    watcher,
    watcher.onDidCreate(lookSoon),
    watcher.onDidChange(lookSoon),
    watcher.onDidDelete(lookSoon),
    { dispose: unlisten },
    { dispose: () => clearTimeout(timer) },
  );
}

/** `undefined` for a spec that was never trained. */
async function runText(registry: RunRegistry, spec: string): Promise<string | undefined> {
  const alive = registry.alive(spec);
  if (alive) {
    return `Training: ${progressText(alive)}`;
  }
  const [last] = await runsOfSpec(spec);
  if (!last) {
    return undefined;
  }
  return isRunning(last) ? 'Training' : lastRunWords(last.info, await readReport(last));
}

/** A run that has not come to an end has no report. */
async function readReport({ folder }: RunRecord): Promise<RunReport | undefined> {
  try {
    const report: RunReport = JSON.parse(
      await readFile(path.join(folder, runFiles.report), 'utf8'),
    );
    return typeof report?.test?.score === 'number' ? report : undefined;
  } catch {
    return undefined;
  }
}
