import * as vscode from 'vscode';

/** Called by the editor when a spec is opened or a command of ours is run. */
export function activate(context: vscode.ExtensionContext): void {
  context.subscriptions.push(vscode.window.createOutputChannel('RNN Studio', { log: true }));
}
