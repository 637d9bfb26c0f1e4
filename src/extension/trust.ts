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

/**
 * Why nothing runs here, for a panel that a person looks at.
 * @param what such as `Training`
 */
export function untrustedSentence(what: string): string {
  return `${what} is off because this workspace is not trusted: a spec names files and programs run on them`;
}

async function explain(what: string): Promise<void> {
  const manage = 'Manage Workspace Trust';
  const chosen = await vscode.window.showWarningMessage(untrustedSentence(what), manage);
  if (chosen === manage) {
    await vscode.commands.executeCommand('workbench.trust.manage');
  }
}
