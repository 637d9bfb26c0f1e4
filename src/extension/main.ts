import path from 'node:path';
import * as vscode from 'vscode';
import { registerCommands } from './commands.ts';
import { createContextKeys } from './contextKeys.ts';
import { startServerWhenNeeded } from './languageServer.ts';
import { showLibraryCells } from './libraryCells.ts';
import { createModelPanels } from './modelPanels.ts';
import { createParametersPanels } from './parametersPanels.ts';
import { createRunLenses } from './runLenses.ts';
import { createRunRegistry } from './runRegistry.ts';
import { createStatusBar } from './statusBar.ts';
import { createTrainingPanels } from './trainingPanels.ts';

/**
 * Called by the editor when a spec is opened, a command of ours is run, a panel is restored or the
 * workspace has runs. Puts the parts together; everything slow begins after it has returned.
 */
export function activate(context: vscode.ExtensionContext): void {
  const bundle = (name: string) => context.asAbsolutePath(path.join('dist', name));
  const bundles = {
    worker: bundle('worker.cjs'),
    cli: bundle('cli.cjs'),
    inspector: bundle('inspector.cjs'),
  };
  const log = vscode.window.createOutputChannel('RNN Studio', { log: true });
  const registry = createRunRegistry(bundles, context.logUri.fsPath);
  const parametersPanels = createParametersPanels(context, bundles);
  const gatesPanels = createModelPanels(context, bundles, 'gates');
  const flowPanels = createModelPanels(context, bundles, 'flow');
  const trainingPanels = createTrainingPanels(context, registry, (action, spec, folder) =>
    commands.actFromPanel(action, vscode.Uri.file(spec), folder),
  );
  const commands = registerCommands({
    bundles,
    examples: vscode.Uri.joinPath(context.extensionUri, 'examples'),
    log,
    panels: trainingPanels,
    parametersPanels,
    gatesPanels,
    flowPanels,
    registry,
  });
  context.subscriptions.push(
    log,
    registry,
    parametersPanels,
    gatesPanels,
    flowPanels,
    trainingPanels,
    commands,
    createContextKeys(registry),
    createStatusBar(registry),
    createRunLenses(registry),
    showLibraryCells(context.asAbsolutePath(path.join('dist', 'library'))),
    startServerWhenNeeded(bundle('server.cjs'), log),
  );
  setImmediate(() => {
    const homes = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath);
    void registry.discover(homes);
  });
}
