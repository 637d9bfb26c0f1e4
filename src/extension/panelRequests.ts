import path from 'node:path';
import * as vscode from 'vscode';
import type {
  Answer,
  FromPanel,
  Outcome,
  PanelAction,
  SaveFile,
  ToPanel,
} from '../protocol/panel.ts';

/** What a panel can be asked for. `act` may give a sentence about what it did. */
export interface PanelHandler {
  readonly ready: () => void;
  readonly act: (action: Exclude<PanelAction, SaveFile>) => Promise<string | undefined>;
  /** Where files are proposed to be saved. */
  readonly folder: () => string;
}

/** Listens to a panel's page: runs what it asks for and answers each request once. */
export function listenToPanel(
  panel: vscode.WebviewPanel,
  handler: PanelHandler,
): vscode.Disposable {
  return panel.webview.onDidReceiveMessage(async (message: FromPanel) => {
    if (message.type === 'ready') {
      handler.ready();
      return;
    }
    const answer: Answer = {
      type: 'answer',
      id: message.id,
      outcome: await tryAction(message.action, handler),
    };
    sendToPanel(panel, answer);
  });
}

/** Sends to the page; a hidden page is gone and asks for everything when it is shown again. */
export function sendToPanel(panel: vscode.WebviewPanel, message: ToPanel): void {
  if (panel.visible) {
    void panel.webview.postMessage(message);
  }
}

async function tryAction(action: PanelAction, handler: PanelHandler): Promise<Outcome> {
  try {
    const message =
      action.kind === 'save' ? await saveFile(action, handler.folder()) : await handler.act(action);
    return { kind: 'done', message };
  } catch (error) {
    return { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
}

async function saveFile({ name, content }: SaveFile, folder: string): Promise<string | undefined> {
  const place = await vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.file(path.join(folder, path.basename(name))),
    filters: filtersFor(name),
  });
  if (place === undefined) {
    return undefined;
  }
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  await vscode.workspace.fs.writeFile(place, new Uint8Array(bytes));
  return `Saved "${vscode.workspace.asRelativePath(place)}"`;
}

function filtersFor(name: string): Record<string, string[]> {
  return name.endsWith('.png') ? { 'PNG image': ['png'] } : { 'CSV table': ['csv'] };
}
