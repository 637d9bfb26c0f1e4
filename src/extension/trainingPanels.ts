import path from 'node:path';
import * as vscode from 'vscode';
import {
  panelTypes,
  type RunStatus,
  type TrainingAction,
  type TrainingPanelState,
} from '../protocol/panel.ts';
import { panelHtml, panelOptions } from './panelHtml.ts';
import { panelPlace } from './panelPlace.ts';
import { listenToPanel, sendToPanel } from './panelRequests.ts';
import { readRun } from './runRecords.ts';
import { type RunRegistry, runsOfSpec } from './runRegistry.ts';
import { specKey, specName } from './specs.ts';
import type { TrackedRun } from './trackedRun.ts';

/** The training panels: one per spec. */
export interface TrainingPanels {
  /** Shows the panel of a spec, with its newest run. */
  readonly show: (spec: string) => Promise<void>;
  /** The spec whose panel is the active editor. */
  readonly activeSpec: () => string | undefined;
  readonly dispose: () => void;
}

/** What a page asks for, about a spec and the run that it shows. */
export type RunTrainingAction = (
  action: TrainingAction,
  spec: string,
  folder: string | undefined,
) => Promise<string | undefined>;

interface OpenPanel {
  readonly spec: string;
  readonly panel: vscode.WebviewPanel;
  readonly attach: (run: TrackedRun | undefined) => Promise<void>;
}

/** Also restores the panels that were open before the window was reloaded. */
export function createTrainingPanels(
  context: vscode.ExtensionContext,
  registry: RunRegistry,
  act: RunTrainingAction,
): TrainingPanels {
  const panels = new Map<string, OpenPanel>();
  const open = (spec: string, panel: vscode.WebviewPanel): OpenPanel => {
    const opened = openPanel(context, spec, panel, act);
    panels.set(specKey(spec), opened);
    panel.onDidDispose(() => panels.delete(specKey(spec)));
    return opened;
  };
  const unlisten = registry.opened.add((run) => void panels.get(specKey(run.spec))?.attach(run));
  const serializer = vscode.window.registerWebviewPanelSerializer(panelTypes.training, {
    deserializeWebviewPanel: async (panel, state: Partial<TrainingPanelState> | undefined) => {
      if (typeof state?.spec !== 'string') {
        panel.dispose();
        return;
      }
      panel.webview.options = panelOptions(context.extensionUri);
      const { attach } = open(state.spec, panel);
      await attach(await findRun(registry, state.spec, state.folder));
    },
  });
  return {
    show: async (spec) => {
      const shown = panels.get(specKey(spec));
      if (shown) {
        shown.panel.reveal(undefined, true);
        return;
      }
      const { attach } = open(spec, createPanel(context, spec));
      await attach(await findRun(registry, spec, undefined));
    },
    activeSpec: () => [...panels.values()].find(({ panel }) => panel.active)?.spec,
    dispose: () => {
      unlisten();
      serializer.dispose();
    },
  };
}

function createPanel(context: vscode.ExtensionContext, spec: string): vscode.WebviewPanel {
  return vscode.window.createWebviewPanel(
    panelTypes.training,
    `Training: ${specName(spec)}`,
    panelPlace(),
    panelOptions(context.extensionUri),
  );
}

/**
 * The run that a panel shows: one that lives or that failed before it had a folder; otherwise the one
 * that the panel had, or the newest in the files, whoever trained it.
 */
async function findRun(
  registry: RunRegistry,
  spec: string,
  folder: string | undefined,
): Promise<TrackedRun | undefined> {
  const followed = registry.alive(spec) ?? registry.current(spec);
  if (followed && (followed.phase() !== 'ended' || followed.folder() === undefined)) {
    return followed;
  }
  const kept = folder === undefined ? undefined : await readRun(folder);
  const record = kept ?? (await runsOfSpec(spec))[0];
  return registry.alive(spec) ?? (record ? registry.open(spec, record) : followed);
}

/** Fills a panel and keeps its page in step with the run that is attached to it. */
function openPanel(
  context: vscode.ExtensionContext,
  spec: string,
  panel: vscode.WebviewPanel,
  act: RunTrainingAction,
): OpenPanel {
  let run: TrackedRun | undefined;
  let unlisten: readonly (() => void)[] = [];
  let closed = false;
  const status = (): RunStatus => ({
    phase: run?.phase() ?? 'none',
    trusted: vscode.workspace.isTrusted,
    trouble: run?.trouble(),
  });
  const showAll = () => {
    const heading = { spec, name: specName(spec), folder: run?.folder() };
    sendToPanel(panel, {
      type: 'showRun',
      heading,
      events: run?.history() ?? [],
      status: status(),
    });
  };
  const showStatus = () => sendToPanel(panel, { type: 'showStatus', status: status() });
  const detach = () => {
    for (const end of unlisten) {
      end();
    }
  };
  panel.iconPath = vscode.Uri.joinPath(context.extensionUri, 'media', 'icons', 'rnn.svg');
  const requests = listenToPanel<TrainingAction>(panel, {
    ready: showAll,
    act: (action) => act(action, spec, run?.folder()),
    folder: () => path.dirname(spec),
  });
  const trust = vscode.workspace.onDidGrantWorkspaceTrust(showAll);
  panel.onDidDispose(() => {
    closed = true;
    detach();
    requests.dispose();
    trust.dispose();
  });
  panel.webview.html = panelHtml(panel.webview, context.extensionUri, 'training');
  return {
    spec,
    panel,
    attach: async (next) => {
      detach();
      run = next;
      if (next?.phase() === 'ended') {
        await next.ended;
      }
      // Meanwhile the panel may have been closed or got another run.
      if (closed || run !== next) {
        return;
      }
      unlisten = next
        ? [
            next.events.add((events) => sendToPanel(panel, { type: 'appendEvents', events })),
            // The folder is known from now on, and the page keeps it.
            next.phases.add((phase) => (phase === 'running' ? showAll() : showStatus())),
          ]
        : [];
      showAll();
    },
  };
}
