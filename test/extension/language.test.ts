import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import * as vscode from 'vscode';
import { waitFor, workspaceFile } from './wait.ts';

suite('language', () => {
  test('a spec has the language of specs', async () => {
    const document = await openAirline();
    assert.equal(document.languageId, 'rnn-spec');
  });

  test('an unknown key is underlined with a message that names the fix', async () => {
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(airline));
    const broken = workspaceFile('airline', 'broken.rnn.yaml');
    await vscode.workspace.fs.writeFile(
      broken,
      new TextEncoder().encode(text.replace('window:', 'widnow:')),
    );
    await vscode.window.showTextDocument(broken);
    const problems = await waitFor('a problem', () => {
      const found = vscode.languages.getDiagnostics(broken);
      return found.length > 0 ? found : undefined;
    });
    const unknown = problems.find(({ message }) => message.includes('widnow'));
    assert.match(unknown?.message ?? '', /did you mean "window"/);
    assert.equal(unknown?.severity, vscode.DiagnosticSeverity.Error);
    await vscode.workspace.fs.delete(broken);
  });

  test('a spec offers to train, to inspect and to export above its text', async () => {
    const { uri } = await openAirline();
    const lenses = await ask<vscode.CodeLens>('vscode.executeCodeLensProvider', uri, 10);
    const commands = lenses.map((lens) => lens.command?.command);
    for (const command of ['rnn.train', 'rnn.inspectParameters', 'rnn.export']) {
      assert.ok(commands.includes(command), `${commands}`);
    }
  });

  test('a hover tells the shapes of a layer, and its parameters by gate', async () => {
    const { document, placeOf } = await openTyped();
    const hovers = await ask<vscode.Hover>(
      'vscode.executeHoverProvider',
      document.uri,
      placeOf('lstm'),
    );
    const shown = hovers.flatMap(({ contents }) => contents.map(markdownOf)).join('\n');
    assert.match(shown, /\[T, B, 8\] → (?:\[T, B, 100\]|\[B, 100\])/);
    assert.match(shown, /4 gates × \(100×8 \+ 100×100 \+ 100\)/);
  });

  test('a name that is half typed is completed', async () => {
    const { document, editor } = await openTyped('  - linear\n', '  - gr');
    editor.selection = new vscode.Selection(endOf(document), endOf(document));
    await vscode.commands.executeCommand('type', { text: 'u' });
    await waitFor('the completed name', async () => {
      await vscode.commands.executeCommand('editor.action.triggerSuggest');
      await new Promise((resolve) => setTimeout(resolve, 500));
      await vscode.commands.executeCommand('acceptSelectedSuggestion');
      return /- gru: \{hidden: 32\}$/m.test(document.getText()) || undefined;
    });
  });

  test('shapes stand behind layers, until the settings do not want them', async () => {
    const { document } = await openTyped();
    const whole = new vscode.Range(new vscode.Position(0, 0), endOf(document));
    const labels = async () => {
      const hints = await ask<vscode.InlayHint>(
        'vscode.executeInlayHintProvider',
        document.uri,
        whole,
      );
      return hints.map(({ label }) => label).join('\n');
    };
    assert.match(await labels(), /\[(?:T, )?B, 100\] · 43,600/);
    assert.match(await labels(), /sequences of 12 steps/);
    const settings = vscode.workspace.getConfiguration('rnn.inlayHints');
    await settings.update('shapes', false, vscode.ConfigurationTarget.Global);
    await waitFor('hints without shapes', async () =>
      (await labels()).includes('B, 100') ? undefined : true,
    );
    await settings.update('shapes', undefined, vscode.ConfigurationTarget.Global);
  });

  test('a quick fix mends an unknown key', async () => {
    const { document, placeOf } = await openTyped('window:', 'widnow:');
    const place = placeOf('widnow');
    const actions = await ask<vscode.CodeAction>(
      'vscode.executeCodeActionProvider',
      document.uri,
      new vscode.Range(place, place),
    );
    const fix = actions.find(({ title, edit }) => edit && title.includes('"window"'));
    assert.ok(fix?.edit, actions.map(({ title }) => title).join());
    await vscode.workspace.applyEdit(fix.edit);
    assert.match(document.getText(), /^ {2}window: 12$/m);
    await waitFor('no problem', () =>
      vscode.languages.getDiagnostics(document.uri).length === 0 ? true : undefined,
    );
  });

  test('the definition of a cell of the library opens and cannot be changed', async () => {
    const { placeOf, editor } = await openTyped();
    editor.selection = new vscode.Selection(placeOf('lstm'), placeOf('lstm'));
    await vscode.commands.executeCommand('editor.action.revealDefinition');
    const opened = await waitFor('the equations', () => {
      const active = vscode.window.activeTextEditor?.document;
      return active?.uri.scheme === 'rnn-cell' ? active : undefined;
    });
    assert.match(opened.getText(), /f = sigmoid\(W_f @ x/);
    await vscode.commands.executeCommand('type', { text: 'x' });
    assert.equal(opened.isDirty, false);
  });

  test('the definition of an own cell is in the same file', async () => {
    const { document, placeOf } = await openTyped();
    const [found] = await ask<vscode.Location | vscode.LocationLink>(
      'vscode.executeDefinitionProvider',
      document.uri,
      placeOf('mine: {'),
    );
    const range = found && ('range' in found ? found.range : found.targetSelectionRange);
    assert.equal(range && document.getText(range), 'mine');
    assert.equal(range?.start.line, placeOf('mine: |').line);
  });

  test('a gate is renamed wherever it stands', async () => {
    const { document, placeOf } = await openTyped();
    const edit = await waitFor('the edits', async () => {
      const found = await vscode.commands.executeCommand<vscode.WorkspaceEdit | undefined>(
        'vscode.executeDocumentRenameProvider',
        document.uri,
        placeOf('z = '),
        'update',
      );
      return found && found.size > 0 ? found : undefined;
    });
    await vscode.workspace.applyEdit(edit);
    assert.match(document.getText(), /update = sigmoid\(W_\w+ @ x/);
    assert.match(document.getText(), /h = update \* h\[t-1\] \+ \(1 - update\) \* tanh/);
  });

  test('all uses of a value are found', async () => {
    const { document, placeOf } = await openTyped();
    const found = await ask<vscode.Location>(
      'vscode.executeReferenceProvider',
      document.uri,
      placeOf('z = '),
    );
    assert.deepEqual(
      found.map(({ range }) => document.getText(range)),
      ['z', 'z', 'z'],
    );
  });

  test('names in equations have colours of their own', async () => {
    const { document } = await openTyped();
    const tokens = await waitFor('semantic tokens', async () => {
      const found = await vscode.commands.executeCommand<vscode.SemanticTokens | undefined>(
        'vscode.provideDocumentSemanticTokens',
        document.uri,
      );
      return found && found.data.length > 0 ? found : undefined;
    });
    assert.ok(tokens.data.length / 5 > 15, `${tokens.data.length / 5} tokens`);
  });

  test('the equals signs of equations are put in one column', async () => {
    const { document } = await openTyped('    h = z', '    hidden = z');
    const edits = await ask<vscode.TextEdit>('vscode.executeFormatDocumentProvider', document.uri, {
      tabSize: 2,
      insertSpaces: true,
    });
    const edit = new vscode.WorkspaceEdit();
    edit.set(document.uri, edits);
    await vscode.workspace.applyEdit(edit);
    assert.match(document.getText(), /^ {4}z {6}= sigmoid/m);
  });

  test('the name of the data file is a link to it', async () => {
    const { document } = await openTyped();
    const links = await ask<vscode.DocumentLink>('vscode.executeLinkProvider', document.uri);
    const data = workspaceFile('airline', 'airline-passengers.csv');
    assert.ok(
      links.some(({ target }) => target?.fsPath === data.fsPath),
      links.map(({ target }) => `${target}`).join(),
    );
  });
});

const airline = workspaceFile('airline', 'airline.rnn.yaml');

async function openAirline(): Promise<vscode.TextDocument> {
  return (await vscode.window.showTextDocument(airline)).document;
}

const typed = `task: forecast
data:
  file: airline-passengers.csv
  inputs: Passengers
  window: 12
cells:
  mine: |
    z = sigmoid(W_z @ x + R_z @ h[t-1] + b_z)
    h = z * h[t-1] + (1 - z) * tanh(W @ x + b)
model:
  - mine: {hidden: 8}
  - lstm: {hidden: 100}
  - linear
`;

let count = 0;

/** Opens a spec of its own, in which one piece is another one. */
async function openTyped(piece = '', instead = '') {
  count += 1;
  const uri = workspaceFile('airline', `typed-${count}.rnn.yaml`);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(typed.replace(piece, instead)));
  const editor = await vscode.window.showTextDocument(uri);
  const { document } = editor;
  const placeOf = (words: string) => document.positionAt(document.getText().indexOf(words));
  return { document, editor, placeOf };
}

/** What the providers of the editor answer, once one does. */
function ask<T>(command: string, ...asked: readonly unknown[]): Promise<readonly T[]> {
  return waitFor(command, async () => {
    const found = await vscode.commands.executeCommand<readonly T[] | undefined>(command, ...asked);
    return found && found.length > 0 ? found : undefined;
  });
}

function endOf(document: vscode.TextDocument): vscode.Position {
  return document.positionAt(document.getText().length);
}

function markdownOf(content: vscode.MarkdownString | vscode.MarkedString): string {
  return typeof content === 'string' ? content : content.value;
}
