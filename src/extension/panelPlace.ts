import * as vscode from 'vscode';

/**
 * Where a new panel opens: beside the text that is being worked on, which keeps the focus; from
 * another panel, in its place.
 */
export function panelPlace(): {
  readonly viewColumn: vscode.ViewColumn;
  readonly preserveFocus: boolean;
} {
  return vscode.window.activeTextEditor
    ? { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true }
    : { viewColumn: vscode.ViewColumn.Active, preserveFocus: false };
}
