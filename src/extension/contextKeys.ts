import * as vscode from 'vscode';
import type { RunRegistry } from './runRegistry.ts';
import { specFiles, specKey } from './specs.ts';

/**
 * Keeps what the conditions of menus in `package.json` ask for: `rnn.training` (whether a run lives),
 * `rnn.trainedSpecs` (the paths of the specs of living runs) and `rnn.hasSpecs` (whether the
 * workspace has specs).
 */
export function createContextKeys(
  registry: Pick<RunRegistry, 'running' | 'changed'>,
  setContext: SetContext = tellEditor,
): vscode.Disposable {
  const set = onlyChanges(setContext);
  const showRuns = () => {
    const specs = registry.running().map((run) => run.spec);
    set('rnn.training', specs.length > 0);
    set('rnn.trainedSpecs', [...new Set(specs.flatMap(pathsOf))]);
  };
  const lookForSpecs = async () => {
    const found = await vscode.workspace.findFiles(specFiles, '**/node_modules/**', 1);
    set('rnn.hasSpecs', found.length > 0);
  };
  const unlisten = registry.changed.add(showRuns);
  const timer = setImmediate(() => void lookForSpecs());
  const watcher = vscode.workspace.createFileSystemWatcher(specFiles, false, true, false);
  watcher.onDidCreate(lookForSpecs);
  watcher.onDidDelete(lookForSpecs);
  showRuns();
  return vscode.Disposable.from(watcher, {
    dispose: () => {
      clearImmediate(timer);
      unlisten();
    },
  });
}

/** Gives a key its value. */
export type SetContext = (key: string, value: unknown) => void;

function tellEditor(key: string, value: unknown): void {
  void vscode.commands.executeCommand('setContext', key, value);
}

/** Runs say something several times a second: the editor is told only what changed. */
function onlyChanges(setContext: SetContext): SetContext {
  const last = new Map<string, string>();
  return (key, value) => {
    const text = JSON.stringify(value);
    if (last.get(key) !== text) {
      last.set(key, text);
      setContext(key, value);
    }
  };
}

/**
 * The ways in which the editor may write a spec's path: as it was opened or without links, and with
 * backslashes where its window runs on Windows and this process elsewhere.
 */
function pathsOf(spec: string): readonly string[] {
  const paths = [spec, specKey(spec)];
  return [...paths, ...paths.map((path) => path.replaceAll('/', '\\'))];
}
