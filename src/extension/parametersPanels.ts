import path from 'node:path';
import * as vscode from 'vscode';
import type { ParametersAction, ToParametersPanel } from '../protocol/panel.ts';
import type { ParameterReport } from '../protocol/parameters.ts';
import { readLastLine } from './cliAnswer.ts';
import { type Bundles, runCli } from './nodeProcess.ts';
import { listenToPanel, sendToPanel } from './panelRequests.ts';
import { createSourcePanels, type FilledPanel, type SourcePanels } from './sourcePanels.ts';
import { untrustedSentence } from './trust.ts';

/** The parameters panels: what a spec or a run is made of. */
export function createParametersPanels(
  context: vscode.ExtensionContext,
  bundles: Bundles,
): SourcePanels {
  const kind = { page: 'parameters', title: 'Parameters' } as const;
  return createSourcePanels(context, kind, (source, panel) => fillPanel(bundles, source, panel));
}

function fillPanel(bundles: Bundles, source: string, panel: vscode.WebviewPanel): FilledPanel {
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
  return { refresh };
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
