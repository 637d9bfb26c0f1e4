import * as vscode from 'vscode';

/**
 * Whether programs may be run in this workspace. Where not, says why and offers the way there.
 * @param what such as `Training`
 */
export function isTrustedFor(what: string): boolean {
  if (vscode.workspace.isTrusted) {
    return true;
  }
  void explain(what);
  return false;
}

async function explain(what: string): Promise<void> {
  const manage = 'Manage Workspace Trust';
  const chosen = await vscode.window.showWarningMessage(
    `${what} is off because this workspace is not trusted: a spec names files and programs run on them`,
    manage,
  );
  if (chosen === manage) {
    await vscode.commands.executeCommand('workbench.trust.manage');
  }
}
