import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { suite, test } from 'mocha';
import * as vscode from 'vscode';
import { createEventLines } from '../../src/protocol/eventLines.ts';
import { panelTypes } from '../../src/protocol/panel.ts';
import type { RunEvent } from '../../src/protocol/runEvents.ts';
import { type RunInfo, runFiles } from '../../src/protocol/runInfo.ts';
import { waitFor, workspaceFile } from './wait.ts';

const airline = workspaceFile('airline', 'airline.rnn.yaml');
const temperature = workspaceFile('temperature', 'temperature.rnn.yaml');

suite('training', () => {
  let trained: string;

  test('a short run ends with a report beside the baselines', async () => {
    trained = await train({ epochs: 2 });
    await ended(trained);
    const events = readEvents(trained);
    const ending = events.at(-1);
    assert.equal(ending?.type, 'finished', JSON.stringify(ending));
    assert.ok(ending?.type === 'finished' && ending.validation.score > 0);
    assert.equal(events.filter((event) => event.type === 'epoch').length, 2);
  });

  test('its result is shown above the spec, with a link to its panel', async () => {
    await vscode.window.showTextDocument(airline);
    const lens = await waitFor('the result', async () => {
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        airline,
        10,
      );
      return lenses.find(({ command }) => command?.title.startsWith('Last run: '));
    });
    assert.match(lens.command?.title ?? '', /^Last run: error [\d.,]+ on the test part$/);
    assert.equal(lens.command?.command, 'rnn.showTraining');
  });

  test('the training panel opens beside the spec', async () => {
    await closeEditors();
    const editor = await vscode.window.showTextDocument(airline, {
      viewColumn: vscode.ViewColumn.One,
    });
    assert.equal(findPanel('training'), undefined);
    await vscode.commands.executeCommand('rnn.showTraining', airline);
    const tab = await waitFor('the panel', () => findPanel('training'));
    assert.equal(tab.label, 'Training: airline');
    assert.equal(tab.group.viewColumn, vscode.ViewColumn.Two);
    assert.equal(
      vscode.window.activeTextEditor?.document,
      editor.document,
      'the spec stays in use',
    );
    await vscode.commands.executeCommand('rnn.showTraining', airline);
    assert.equal(findPanels('training').length, 1, 'one panel of a spec');
  });

  test('a command in an active panel is about its spec', async () => {
    await closeEditors();
    await vscode.commands.executeCommand('rnn.showTraining', temperature);
    await waitFor('the panel', () => findPanel('training')?.isActive || undefined);
    const source = await vscode.commands.executeCommand<string>('rnn.inspectParameters');
    assert.equal(source, temperature.fsPath);
    await waitFor('the panel', () => findPanel('parameters')?.isActive || undefined);
    assert.equal(await vscode.commands.executeCommand('rnn.inspectParameters'), source);
  });

  test('a spec that was never saved is checked and not trained', async () => {
    const content = 'data: {fiel: a.csv}\n';
    const document = await vscode.workspace.openTextDocument({ language: 'rnn-spec', content });
    await vscode.window.showTextDocument(document);
    await waitFor(
      'a problem',
      () => vscode.languages.getDiagnostics(document.uri).length > 0 || undefined,
    );
    const folder = await vscode.commands.executeCommand('rnn.train', document.uri);
    assert.equal(folder, undefined);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  test('an unsaved spec is saved before it is trained', async () => {
    const editor = await vscode.window.showTextDocument(airline);
    const end = editor.document.positionAt(editor.document.getText().length);
    await editor.edit((edit) => edit.insert(end, '# a note\n'));
    assert.equal(editor.document.isDirty, true);
    await ended(await train({ epochs: 1 }));
    assert.equal(editor.document.isDirty, false);
    assert.match(readFileSync(airline.fsPath, 'utf8'), /# a note\n$/);
  });

  test('two clicks in a row start one run', async () => {
    const editor = await vscode.window.showTextDocument(airline);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '# saved by both\n'));
    const click = () =>
      vscode.commands.executeCommand<string | undefined>('rnn.train', airline, { epochs: 1 });
    const begun = (await Promise.all([click(), click()])).filter((it) => it !== undefined);
    assert.equal(begun.length, 1);
    await ended(begun[0] ?? '');
  });

  test('a run that is stopped goes on to its end', async () => {
    const folder = await train({ epochs: 3000 });
    await waitFor(
      'an epoch',
      () => readEvents(folder).some((event) => event.type === 'epoch') || undefined,
    );
    const second = await vscode.commands.executeCommand<string | undefined>('rnn.train', airline);
    assert.equal(second, undefined, 'no second run of a spec while one is alive');
    await vscode.commands.executeCommand('rnn.stop', temperature);
    assert.equal(existsSync(path.join(folder, runFiles.stop)), false, 'another spec is meant');
    await vscode.commands.executeCommand('rnn.stop', airline);
    await ended(folder);
    assert.equal(readInfo(folder)?.status, 'stopped');
    const resumed = await vscode.commands.executeCommand<string>('rnn.resume', airline, {
      run: folder,
    });
    assert.equal(resumed, folder);
    await vscode.commands.executeCommand('rnn.stop', airline);
    await ended(folder);
    const starts = readEvents(folder).filter((event) => event.type === 'started');
    assert.equal(starts.length, 2);
    assert.equal(starts[0]?.epochsDone, 0);
    assert.ok((starts[1]?.epochsDone ?? 0) > 0, 'it goes on from its checkpoint');
  });

  test('the parameters panel opens on a trained run', async () => {
    await closeEditors();
    const source = await vscode.commands.executeCommand<string>('rnn.inspectParameters', airline);
    assert.ok(existsSync(path.join(source, runFiles.last)), `${source} is a trained run`);
    const tab = await waitFor('the panel', () => findPanel('parameters'));
    assert.equal(tab.label, 'Parameters: airline');
  });

  for (const { command, kind, label } of [
    { command: 'rnn.showGates', kind: 'gates', label: 'Gates: airline' },
    { command: 'rnn.showGradientFlow', kind: 'flow', label: 'Gradient Flow: airline' },
  ] as const) {
    test(`the panel "${label}" opens on a trained run, once`, async () => {
      await closeEditors();
      const source = await vscode.commands.executeCommand<string>(command, airline);
      assert.ok(existsSync(path.join(source, runFiles.last)), `${source} is a trained run`);
      const tab = await waitFor('the panel', () => findPanel(kind));
      assert.equal(tab.label, label);
      await vscode.commands.executeCommand(command, airline);
      assert.equal(findPanels(kind).length, 1);
    });
  }

  test('a run is exported to ONNX', async () => {
    const file = workspaceFile('airline', 'airline.onnx').fsPath;
    const written = await vscode.commands.executeCommand<string>('rnn.export', airline, {
      run: trained,
      file,
    });
    assert.equal(written, file);
    assert.ok(statSync(file).size > 1000);
  });
});

suite('new spec', () => {
  test('copies an example and never overwrites', async () => {
    const folder = workspaceFile('copies');
    const options = { example: 'airline', folder };
    const first = await vscode.commands.executeCommand<vscode.Uri>('rnn.newSpec', options);
    const second = await vscode.commands.executeCommand<vscode.Uri>('rnn.newSpec', options);
    assert.equal(first.fsPath, path.join(folder.fsPath, 'airline', 'airline.rnn.yaml'));
    assert.equal(second.fsPath, path.join(folder.fsPath, 'airline-2', 'airline.rnn.yaml'));
    assert.ok(existsSync(path.join(folder.fsPath, 'airline', 'airline-passengers.csv')));
  });
});

async function train(options: { readonly epochs: number }): Promise<string> {
  const folder = await vscode.commands.executeCommand<string>('rnn.train', airline, options);
  assert.ok(folder, 'the run has begun');
  return folder;
}

/** Until the run's process says that it is over. */
function ended(folder: string): Promise<RunInfo> {
  return waitFor('the end of the run', () => {
    const info = readInfo(folder);
    return info === undefined || info.status === 'running' ? undefined : info;
  });
}

function readInfo(folder: string): RunInfo | undefined {
  try {
    return JSON.parse(readFileSync(path.join(folder, runFiles.info), 'utf8'));
  } catch {
    return undefined;
  }
}

function readEvents(folder: string): readonly RunEvent[] {
  return createEventLines()(readFileSync(path.join(folder, runFiles.events)));
}

async function closeEditors(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  await waitFor(
    'no editor',
    () => vscode.window.tabGroups.all.every(({ tabs }) => tabs.length === 0) || undefined,
  );
}

function findPanel(kind: keyof typeof panelTypes): vscode.Tab | undefined {
  return findPanels(kind)[0];
}

/** The tabs that hold a page of ours; the editor puts a word of its own before its type. */
function findPanels(kind: keyof typeof panelTypes): readonly vscode.Tab[] {
  return vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter(
      ({ input }) =>
        input instanceof vscode.TabInputWebview && input.viewType.endsWith(panelTypes[kind]),
    );
}
