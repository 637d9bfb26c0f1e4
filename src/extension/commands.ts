import { existsSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { assertNever } from '../base/invariant.ts';
import type { TrainingAction } from '../protocol/panel.ts';
import { runFiles } from '../protocol/runInfo.ts';
import { describeExport, type ExportOptions, exportOnnx } from './exportOnnx.ts';
import { type NewSpecOptions, newSpec } from './newSpec.ts';
import type { Bundles } from './nodeProcess.ts';
import { readRun } from './runRecords.ts';
import { runsOfSpec } from './runRegistry.ts';
import type { SourcePanels } from './sourcePanels.ts';
import { findSpec, isSaved, isSpecFile, specName } from './specs.ts';
import { tell } from './tell.ts';
import { resume, stop, type TrainingOptions, type TrainingParts, train } from './training.ts';
import { isTrustedFor } from './trust.ts';

export interface CommandParts extends TrainingParts {
  readonly bundles: Bundles;
  readonly parametersPanels: SourcePanels;
  readonly gatesPanels: SourcePanels;
  readonly flowPanels: SourcePanels;
  /** The folder of the examples that come with the extension. */
  readonly examples: vscode.Uri;
}

export interface Commands extends vscode.Disposable {
  /** Does what a person asked for in a training panel. */
  readonly actFromPanel: (
    action: TrainingAction,
    spec: vscode.Uri,
    folder: string | undefined,
  ) => Promise<string | undefined>;
}

type Command = (argument: unknown, options?: unknown) => Promise<unknown>;

/** Registers the commands that `package.json` declares. Each takes the spec's address first. */
export function registerCommands(parts: CommandParts): Commands {
  const about =
    <Options>(act: (spec: vscode.Uri, options: Options) => Promise<unknown>) =>
    async (argument: unknown, options?: unknown) => {
      const spec = await findSpec(argument, () => specOfActivePanel(parts));
      return spec && isSaved(spec) ? tell(act(spec, optionsOf<Options>(options))) : undefined;
    };
  const commands: Readonly<Record<string, Command>> = {
    'rnn.train': about<TrainingOptions>((spec, { epochs, seed }) =>
      train(parts, spec, {
        ...(epochs === undefined ? {} : { epochs }),
        ...(seed === undefined ? {} : { seed }),
      }),
    ),
    'rnn.resume': about<{ readonly run?: string }>((spec, { run }) => resume(parts, spec, run)),
    'rnn.export': about<ExportOptions>(async (spec, options) => {
      const exported = await exportOnnx(parts.bundles, spec, options);
      return exported?.file;
    }),
    'rnn.inspectParameters': about((spec) => look(parts.parametersPanels, spec, undefined)),
    'rnn.showGates': about((spec) => look(parts.gatesPanels, spec, undefined)),
    'rnn.showGradientFlow': about((spec) => look(parts.flowPanels, spec, undefined)),
    'rnn.showTraining': about((spec) => parts.panels.show(spec.fsPath)),
    'rnn.stop': (argument: unknown) => tell(stop(parts, stoppedSpec(argument))),
    'rnn.newSpec': (options: unknown) =>
      tell(newSpec(parts.examples, optionsOf<NewSpecOptions>(options))),
  };
  const registrations = Object.entries(commands).map(([name, command]) =>
    vscode.commands.registerCommand(name, command),
  );
  return {
    actFromPanel: (action, spec, folder) => actFromPanel(parts, action, spec, folder),
    dispose: () => vscode.Disposable.from(...registrations).dispose(),
  };
}

/** Gives a sentence where what was done is not seen in the panel. */
async function actFromPanel(
  parts: CommandParts,
  action: TrainingAction,
  spec: vscode.Uri,
  folder: string | undefined,
): Promise<string | undefined> {
  switch (action.kind) {
    case 'train':
      await train(parts, spec, {});
      return undefined;
    case 'stop':
      await stop(parts, spec.fsPath);
      return undefined;
    case 'resume':
      await resume(parts, spec, folder);
      return undefined;
    case 'export': {
      const run = folder === undefined ? {} : { run: folder };
      const exported = await exportOnnx(parts.bundles, spec, run);
      return exported && describeExport(exported);
    }
    case 'inspect':
      await look(parts.parametersPanels, spec, folder);
      return undefined;
    case 'gates':
      await look(parts.gatesPanels, spec, folder);
      return undefined;
    case 'flow':
      await look(parts.flowPanels, spec, folder);
      return undefined;
    case 'openSpec':
      await vscode.window.showTextDocument(spec, { viewColumn: vscode.ViewColumn.One });
      return undefined;
    default:
      return assertNever(action);
  }
}

/** The spec that the active panel of ours is about. */
async function specOfActivePanel(parts: CommandParts): Promise<string | undefined> {
  const source =
    parts.panels.activeSpec() ??
    parts.parametersPanels.activeSource() ??
    parts.gatesPanels.activeSource() ??
    parts.flowPanels.activeSource();
  return source === undefined || isSpecFile(source) ? source : (await readRun(source))?.info.spec;
}

/**
 * Looks into the newest trained run; into the spec where there is none. Gives the run's folder or the
 * spec file.
 */
async function look(
  panels: SourcePanels,
  spec: vscode.Uri,
  folder: string | undefined,
): Promise<string | undefined> {
  if (!isTrustedFor('Looking into a model')) {
    return undefined;
  }
  const folders = folder ? [folder] : (await runsOfSpec(spec.fsPath)).map((run) => run.folder);
  const trained = folders.find((each) => existsSync(path.join(each, runFiles.last)));
  const source = trained ?? spec.fsPath;
  panels.show(source, specName(spec.fsPath));
  return source;
}

/** The spec that a run is stopped of, where the command was called on one. */
function stoppedSpec(argument: unknown): string | undefined {
  if (argument instanceof vscode.Uri) {
    return argument.fsPath;
  }
  return typeof argument === 'string' ? vscode.Uri.parse(argument).fsPath : undefined;
}

/** The editor passes a second argument of its own to commands in menus: not what is meant here. */
function optionsOf<Options>(value: unknown): Options {
  const isPlain = typeof value === 'object' && value !== null && !Array.isArray(value);
  return (isPlain ? value : {}) as Options;
}
