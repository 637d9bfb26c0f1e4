import path from 'node:path';
import * as vscode from 'vscode';
import {
  type ParametersAction,
  type ParametersPanelState,
  panelTypes,
  type ToParametersPanel,
} from '../protocol/panel.ts';
import type { ParameterReport } from '../protocol/parameters.ts';
import { readLastLine } from './cliAnswer.ts';
import { type Bundles, runCli } from './nodeProcess.ts';
import { panelHtml, panelOptions } from './panelHtml.ts';
import { panelPlace } from './panelPlace.ts';
import { listenToPanel, sendToPanel } from './panelRequests.ts';
import { untrustedSentence } from './trust.ts';

/** The parameters panels: one per spec or run. */
export interface ParametersPanels {
  /** Shows what a spec file or a run's folder is made of. */
  readonly show: (source: string, name: string) => void;
  /** The spec file or the run's folder whose panel is the active editor. */
  readonly activeSource: () => string | undefined;
  readonly dispose: () => void;
}

/** Also restores the panels that were open before the window was reloaded. */
export function createParametersPanels(
  context: vscode.ExtensionContext,
  bundles: Bundles,
): ParametersPanels {
  const panels = new Map<string, OpenPanel>();
  const open = (source: string, panel: vscode.WebviewPanel) => {
    panels.set(source, openPanel(context, bundles, source, panel));
    panel.onDidDispose(() => panels.delete(source));
  };
  const serializer = vscode.window.registerWebviewPanelSerializer(panelTypes.parameters, {
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
      const panel = vscode.window.createWebviewPanel(
        panelTypes.parameters,
        `Parameters: ${name}`,
        panelPlace(),
        panelOptions(context.extensionUri),
      );
      open(source, panel);
    },
    activeSource: () => [...panels].find(([, { panel }]) => panel.active)?.[0],
    dispose: () => serializer.dispose(),
  };
}

interface OpenPanel {
  readonly panel: vscode.WebviewPanel;
  /** Reads the source again. */
  readonly refresh: () => Promise<void>;
}

function openPanel(
  context: vscode.ExtensionContext,
  bundles: Bundles,
  source: string,
  panel: vscode.WebviewPanel,
): OpenPanel {
  const controller = new AbortController();
  let inspected: Promise<ToParametersPanel> | undefined;
  const show = async () => {
    inspected ??= inspect(bundles, source, controller.signal);
    sendToPanel(panel, await inspected);
  };
  const refresh = () => {
    inspected = undefined;
    return show();
  };
  panel.iconPath = vscode.Uri.joinPath(context.extensionUri, 'media', 'icons', 'rnn.svg');
  const requests = listenToPanel<ParametersAction>(panel, {
    ready: () => void show(),
    act: async () => {
      await refresh();
      return undefined;
    },
    folder: () => path.dirname(source),
  });
  const trust = vscode.workspace.onDidGrantWorkspaceTrust(() => void refresh());
  panel.onDidDispose(() => {
    controller.abort();
    requests.dispose();
    trust.dispose();
  });
  panel.webview.html = panelHtml(panel.webview, context.extensionUri, 'parameters');
  return { panel, refresh };
}

/** Sizes and statistics are worked out in a process of its own. */
async function inspect(
  bundles: Bundles,
  source: string,
  signal: AbortSignal,
): Promise<ToParametersPanel> {
  if (!vscode.workspace.isTrusted) {
    return { type: 'showProblem', source, message: untrustedSentence('Inspecting parameters') };
  }
  try {
    const ended = await runCli(bundles, ['inspect', source, '--json'], {
      cwd: path.dirname(source),
      signal,
    });
    const report = readLastLine<ParameterReport>(ended, 'parameters');
    return { type: 'showParameters', source, report };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { type: 'showProblem', source, message };
  }
}
