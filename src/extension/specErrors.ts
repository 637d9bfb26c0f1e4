import * as vscode from 'vscode';
import { specName } from './specs.ts';

/**
 * Whether the spec has errors, as the language server found them; if so says so and offers the way
 * to the first one. What it has not looked at yet, the run itself refuses.
 */
export async function refuseErrors(spec: vscode.Uri): Promise<boolean> {
  const errors = vscode.languages
    .getDiagnostics(spec)
    .filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error)
    .sort((a, b) => a.range.start.compareTo(b.range.start));
  const [first] = errors;
  if (first === undefined) {
    return false;
  }
  const count = errors.length === 1 ? 'an error' : `${errors.length} errors, the first`;
  void showError(
    spec,
    first.range,
    `"${specName(spec.fsPath)}" cannot be trained: it has ${count} in line ${first.range.start.line + 1}: ${first.message}`,
  );
  return true;
}

async function showError(spec: vscode.Uri, range: vscode.Range, message: string): Promise<void> {
  const show = 'Show Problem';
  if ((await vscode.window.showErrorMessage(message, show)) === show) {
    await vscode.window.showTextDocument(spec, { selection: range });
  }
}
