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
    const document = await openAirline();
    const lenses = await waitFor('code lenses', async () => {
      const found = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        document.uri,
        10,
      );
      return found.length > 0 ? found : undefined;
    });
    const commands = lenses.map((lens) => lens.command?.command);
    for (const command of ['rnn.train', 'rnn.inspectParameters', 'rnn.export']) {
      assert.ok(commands.includes(command), `${commands}`);
    }
  });
});

const airline = workspaceFile('airline', 'airline.rnn.yaml');

async function openAirline(): Promise<vscode.TextDocument> {
  return (await vscode.window.showTextDocument(airline)).document;
}
