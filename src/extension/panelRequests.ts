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

/** What a panel's own handler does; files are saved for all of them. */
type HostAction = Exclude<PanelAction, SaveFile>;

/** What a panel can be asked for. */
export interface PanelHandler<Action extends HostAction> {
  readonly ready: () => void;
  /** Gives a sentence about what it did, or, for a question, the reply. */
  readonly act: (action: Action) => Promise<Done | undefined>;
  /** Where files are proposed to be saved. */
  readonly folder: () => string;
}

/** What there is to say after an action. */
export type Done = string | { readonly reply: unknown };

/** Listens to a panel's page: runs what it asks for and answers each request once. */
export function listenToPanel<Action extends HostAction>(
  panel: vscode.WebviewPanel,
  handler: PanelHandler<Action>,
): vscode.Disposable {
  return panel.webview.onDidReceiveMessage(async (message: FromPanel<Action | SaveFile>) => {
    if (message.type === 'ready') {
      handler.ready();
      return;
    }
    const outcome = await tryAction(message.action, handler);
    const answer: Answer = { type: 'answer', id: message.id, outcome };
    if (!sendToPanel(panel, answer) && outcome.kind === 'failed') {
      void vscode.window.showErrorMessage(outcome.message);
    }
  });
}

/**
 * Sends to the page, and says whether it is there: a hidden page is gone and asks for everything when
 * it is shown again, and a closed one asks for nothing more.
 */
export function sendToPanel(panel: vscode.WebviewPanel, message: ToPanel): boolean {
  const isThere = isVisible(panel);
  if (isThere) {
    void panel.webview.postMessage(message);
  }
  return isThere;
}

function isVisible(panel: vscode.WebviewPanel): boolean {
  try {
    return panel.visible;
  } catch {
    // The editor throws where a closed panel is asked anything.
    return false;
  }
}

async function tryAction<Action extends HostAction>(
  action: Action | SaveFile,
  handler: PanelHandler<Action>,
): Promise<Outcome> {
  try {
    const done = isSave(action)
      ? await saveFile(action, handler.folder())
      : await handler.act(action);
    return typeof done === 'object'
      ? { kind: 'done', message: undefined, reply: done.reply }
      : { kind: 'done', message: done };
  } catch (error) {
    return { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
}

function isSave(action: PanelAction): action is SaveFile {
  return action.kind === 'save';
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
