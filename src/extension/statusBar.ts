import * as vscode from 'vscode';
import type { RunEvent } from '../protocol/runEvents.ts';
import type { RunRegistry } from './runRegistry.ts';
import { specName } from './specs.ts';
import type { TrackedRun } from './trackedRun.ts';

/** An item in the status bar while a run is alive; a click shows its panel. */
export function createStatusBar(registry: RunRegistry): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('rnn.run', vscode.StatusBarAlignment.Left, 10);
  item.name = 'RNN Training';
  const update = () => {
    const running = registry.running();
    const run = running.at(-1);
    if (run === undefined) {
      item.hide();
      return;
    }
    const more = running.length > 1 ? ` (+${running.length - 1})` : '';
    item.text = `$(loading~spin) ${specName(run.spec)}: ${progressText(run)}${more}`;
    item.tooltip = tooltip(running);
    item.command = {
      command: 'rnn.showTraining',
      title: 'Show Training Panel',
      arguments: [vscode.Uri.file(run.spec)],
    };
    item.show();
  };
  const unlisten = registry.changed.add(update);
  update();
  return vscode.Disposable.from(item, { dispose: unlisten });
}

/** `epoch 12/60, loss 0.0213` */
export function progressText(run: TrackedRun): string {
  const history = run.history();
  const started = findLast(history, 'started');
  const epoch = findLast(history, 'epoch');
  const step = findLast(history, 'step');
  if (run.phase() === 'stopping') {
    return 'stopping';
  }
  if (started === undefined || run.phase() === 'starting') {
    return 'starting';
  }
  const done = Math.max(epoch?.epoch ?? 0, started.epochsDone);
  const current = Math.min(done + 1, started.epochs);
  const loss = epoch?.validationLoss ?? step?.loss;
  return `epoch ${current}/${started.epochs}${loss === undefined ? '' : `, loss ${shortNumber(loss)}`}`;
}

function findLast<Type extends RunEvent['type']>(
  history: readonly RunEvent[],
  type: Type,
): Extract<RunEvent, { readonly type: Type }> | undefined {
  return history.findLast(
    (event): event is Extract<RunEvent, { readonly type: Type }> => event.type === type,
  );
}

function shortNumber(value: number): string {
  return Math.abs(value) >= 1e-4 ? value.toPrecision(3) : value.toExponential(1);
}

function tooltip(runs: readonly TrackedRun[]): vscode.MarkdownString {
  const text = new vscode.MarkdownString(undefined, true);
  text.isTrusted = { enabledCommands: ['rnn.showTraining', 'rnn.stop'] };
  for (const run of runs) {
    const argument = encodeURIComponent(JSON.stringify([vscode.Uri.file(run.spec).toString()]));
    text.appendText(`${specName(run.spec)}: ${progressText(run)}`);
    text.appendMarkdown(
      `\n\n[Show panel](command:rnn.showTraining?${argument}) · [Stop](command:rnn.stop?${argument})\n\n`,
    );
  }
  return text;
}
