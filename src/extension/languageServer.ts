import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { cellLanguage, specLanguage } from './specs.ts';

/**
 * Starts the language server once a spec or a cell's file is open. Its client is loaded only then: that is most of
 * this extension's code, and activation must not wait for it.
 */
export function startServerWhenNeeded(
  server: string,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  let client: Promise<LanguageClient | undefined> | undefined;
  const startFor = (document: vscode.TextDocument) => {
    if ([specLanguage, cellLanguage].includes(document.languageId)) {
      client ??= start(server, log);
    }
  };
  const timer = setImmediate(() => vscode.workspace.textDocuments.forEach(startFor));
  const opening = vscode.workspace.onDidOpenTextDocument(startFor);
  return {
    dispose: () => {
      clearImmediate(timer);
      opening.dispose();
      void client?.then((started) => started?.stop());
    },
  };
}

async function start(
  server: string,
  log: vscode.LogOutputChannel,
): Promise<LanguageClient | undefined> {
  try {
    const { startLanguageClient } = await import('./languageClient.ts');
    return await startLanguageClient(server);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    log.error(`The language server did not start: ${message}`);
    void vscode.window.showErrorMessage(
      `Specs are not checked: the language server did not start (${message})`,
    );
    return undefined;
  }
}
