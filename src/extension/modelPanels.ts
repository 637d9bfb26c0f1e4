import path from 'node:path';
import * as vscode from 'vscode';
import type { ModelAction, ShowModel } from '../protocol/panel.ts';
import { createInspectorProcess, type InspectorProcess } from './inspectorProcess.ts';
import type { Bundles } from './nodeProcess.ts';
import { listenToPanel, sendToPanel } from './panelRequests.ts';
import { listRuns } from './runRecords.ts';
import { createSourcePanels, type FilledPanel, type SourcePanels } from './sourcePanels.ts';
import { specName } from './specs.ts';
import { untrustedSentence } from './trust.ts';

const titles = { gates: 'Gates', flow: 'Gradient Flow' } as const;

/**
 * The panels that look into a model: each has a process of its own that holds the model and its data,
 * for as long as the panel is open, and one more for each model that it compares with.
 */
export function createModelPanels(
  context: vscode.ExtensionContext,
  bundles: Bundles,
  page: keyof typeof titles,
): SourcePanels {
  const kind = { page, title: titles[page] };
  return createSourcePanels(context, kind, (source, panel) => fillPanel(bundles, source, panel));
}

function fillPanel(bundles: Bundles, source: string, panel: vscode.WebviewPanel): FilledPanel {
  const inspectors = new Map<string, InspectorProcess>();
  const stop = () => {
    for (const inspector of inspectors.values()) {
      inspector.dispose();
    }
    inspectors.clear();
  };
  const inspectorOf = (asked: string): InspectorProcess => {
    if (!vscode.workspace.isTrusted) {
      throw new Error(untrustedSentence('Looking into a model'));
    }
    const inspector = inspectors.get(asked) ?? createInspectorProcess(bundles.inspector, asked);
    inspectors.set(asked, inspector);
    return inspector;
  };
  const show = async () => {
    const message: ShowModel = { type: 'showModel', source, others: await otherRuns(source) };
    sendToPanel(panel, message);
  };
  const refresh = () => {
    stop();
    return show();
  };
  const requests = listenToPanel<ModelAction>(panel, {
    ready: () => void show(),
    act: async (action) =>
      action.kind === 'refresh'
        ? void (await refresh())
        : { reply: await inspectorOf(action.source).ask(action.query) },
    folder: () => path.dirname(source),
  });
  const trust = vscode.workspace.onDidGrantWorkspaceTrust(() => void refresh());
  panel.onDidDispose(() => {
    stop();
    requests.dispose();
    trust.dispose();
  });
  return { refresh };
}

/** Runs of the workspace that a model can be compared with. */
async function otherRuns(source: string): Promise<ShowModel['others']> {
  const homes = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath);
  const runs = await listRuns(homes);
  return runs
    .filter(({ folder }) => folder !== source)
    .map(({ folder, info }) => ({ source: folder, name: `${specName(info.spec)}, ${info.id}` }));
}
