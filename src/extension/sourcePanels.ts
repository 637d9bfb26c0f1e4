import * as vscode from 'vscode';
import { type ParametersPanelState, panelTypes } from '../protocol/panel.ts';
import { panelHtml, panelOptions } from './panelHtml.ts';
import { panelPlace } from './panelPlace.ts';

/** Panels of one kind: one per spec or run. */
export interface SourcePanels {
  /** Shows a spec file or a run's folder. */
  readonly show: (source: string, name: string) => void;
  /** The spec file or the run's folder whose panel is the active editor. */
  readonly activeSource: () => string | undefined;
  readonly dispose: () => void;
}

/** A panel that has been filled. */
export interface FilledPanel {
  /** Reads the source again. */
  readonly refresh: () => Promise<void>;
}

/** Also restores the panels that were open before the window was reloaded. */
export function createSourcePanels(
  context: vscode.ExtensionContext,
  kind: { readonly page: keyof typeof panelTypes; readonly title: string },
  fill: (source: string, panel: vscode.WebviewPanel) => FilledPanel,
): SourcePanels {
  const { page, title } = kind;
  const panels = new Map<string, FilledPanel & { readonly panel: vscode.WebviewPanel }>();
  const open = (source: string, panel: vscode.WebviewPanel) => {
    panel.iconPath = vscode.Uri.joinPath(context.extensionUri, 'media', 'icons', 'rnn.svg');
    panels.set(source, { panel, ...fill(source, panel) });
    panel.onDidDispose(() => panels.delete(source));
    panel.webview.html = panelHtml(panel.webview, context.extensionUri, page);
  };
  const serializer = vscode.window.registerWebviewPanelSerializer(panelTypes[page], {
    deserializeWebviewPanel: async (panel, state: Partial<ParametersPanelState> | undefined) => {
      if (typeof state?.source !== 'string') {
        panel.dispose();
        return;
      }
      panel.webview.options = panelOptions(context.extensionUri);
      open(state.source, panel);
    },
  });
  return {
    show: (source, name) => {
      const shown = panels.get(source);
      if (shown) {
        shown.panel.reveal(undefined, true);
        void shown.refresh();
        return;
      }
      const options = panelOptions(context.extensionUri);
      const heading = `${title}: ${name}`;
      open(
        source,
        vscode.window.createWebviewPanel(panelTypes[page], heading, panelPlace(), options),
      );
    },
    activeSource: () => [...panels].find(([, { panel }]) => panel.active)?.[0],
    dispose: () => serializer.dispose(),
  };
}
