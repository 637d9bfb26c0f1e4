import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type {
  CodeAction,
  CodeLens,
  CompletionItem,
  Hover,
  Location,
  ProtocolConnection,
  PublishDiagnosticsParams,
  WorkspaceEdit,
} from 'vscode-languageserver/node';
import { connectClient, initialize } from './connectClient.ts';

let folder = '';
let client: ProtocolConnection;
let published: PublishDiagnosticsParams[] = [];
let registered: unknown[] = [];

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'rnn-server-'));
  published = [];
  registered = [];
  client = connectClient(folder);
  client.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
    published.push(params);
  });
  client.onRequest('client/registerCapability', (params: unknown) => {
    registered.push(params);
  });
  client.listen();
  await initialize(client, folder);
});

afterEach(() => {
  client.dispose();
  rmSync(folder, { recursive: true, force: true });
});

const spec = `task: forecast
data: {file: data.csv, inputs: a, window: 2}
model:
  - lstm: {hidden: 100}
  - linear
`;

/** Opens a text as a spec in the folder. */
async function open(text: string, file = 'test.rnn.yaml'): Promise<string> {
  const uri = pathToFileURL(path.join(folder, file)).href;
  await client.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'rnn-spec', version: 1, text },
  });
  return uri;
}

/** The newest diagnostics once they are as wanted; fails when they never are. */
async function codesBecome(wanted: readonly string[]): Promise<PublishDiagnosticsParams> {
  const codes = () => published.at(-1)?.diagnostics.map((one) => one.code);
  for (let waited = 0; waited < 1000; waited++) {
    if (JSON.stringify(codes()) === JSON.stringify(wanted)) {
      return published.at(-1) as PublishDiagnosticsParams;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  expect(codes()).toEqual(wanted);
  throw new Error('not reached');
}

describe('startServer()', { timeout: 30_000 }, () => {
  test('sends problems with their codes and places', async () => {
    await open('task: forecast\nextra: 1\n');
    const { diagnostics } = await codesBecome([
      'spec.missing-key',
      'spec.missing-key',
      'spec.unknown-key',
    ]);
    expect(diagnostics[2]).toMatchObject({
      range: { start: { line: 1, character: 0 }, end: { line: 1, character: 5 } },
      severity: 1,
      source: 'rnn',
      codeDescription: { href: expect.stringContaining('problems.md#L') },
      message: expect.stringContaining('Unknown key "extra" in the spec'),
    });
  });

  test('follows incremental changes and sends only the newest state', async () => {
    const uri = await open('task: forecast\nextra: 1\n');
    const change = (version: number, line: number, from: number, to: number, text: string) =>
      client.sendNotification('textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges: [
          { range: { start: { line, character: from }, end: { line, character: to } }, text },
        ],
      });
    await change(2, 1, 0, 5, 'other');
    await change(3, 1, 0, 8, spec.slice('task: forecast\n'.length));
    const sent = await codesBecome(['data.file-missing']);
    expect(sent.version).toBe(3);
    expect(published.map((one) => one.version)).not.toContain(2);
  });

  test('looks at the data file when it appears and when it changes', async () => {
    await open(spec);
    await codesBecome(['data.file-missing']);
    const file = path.join(folder, 'data.csv');
    const uri = pathToFileURL(file).href;
    writeFileSync(file, `b\n${'1\n'.repeat(40)}`);
    await client.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri, type: 1 }],
    });
    await codesBecome(['data.unknown-column']);
    writeFileSync(file, `a\n${Array.from({ length: 40 }, (_, row) => `${row}`).join('\n')}\n`);
    await client.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri, type: 2 }],
    });
    await codesBecome([]);
    const [, endings = ''] = /\*\*\/\*\.\{(.*?)\}/.exec(JSON.stringify(registered)) ?? [];
    expect(endings.split(',').toSorted()).toEqual(
      ['conll', 'csv', 'json', 'ts', 'tsv', 'txt', 'yaml', 'yml'].toSorted(),
    );
  });

  test('looks at the file of a cell again when it is saved in the editor', async () => {
    const file = path.join(folder, 'mine.cell.yaml');
    writeFileSync(file, 'equations: h = tanh(W @ x)\n');
    await open('cells: {mine: {file: mine.cell.yaml}}\nmodel: [{mine: 3}]\n');
    const missing = ['spec.missing-key', 'spec.missing-key'];
    await codesBecome(missing);
    writeFileSync(file, 'equations: h = tahn(W @ x)\n');
    const uri = pathToFileURL(file).href;
    await client.sendNotification('textDocument/didOpen', {
      textDocument: {
        uri,
        languageId: 'rnn-cell',
        version: 1,
        text: 'equations: h = tanh(W @ x)\n',
      },
    });
    await codesBecome([]);
    await client.sendNotification('textDocument/didSave', { textDocument: { uri } });
    await codesBecome([...missing, 'cell.unknown-function']);
  });

  test('forgets the problems of a file that is closed', async () => {
    const uri = await open('extra: 1\n');
    await codesBecome([
      'spec.unknown-key',
      'spec.missing-key',
      'spec.missing-key',
      'spec.missing-key',
    ]);
    await client.sendNotification('textDocument/didClose', { textDocument: { uri } });
    await codesBecome([]);
  });

  test('answers hovers with shapes, completion with replacements, and commands with the file', async () => {
    const uri = await open(spec);
    const textDocument = { uri };
    const hover: Hover = await client.sendRequest('textDocument/hover', {
      textDocument,
      position: { line: 3, character: 5 },
    });
    expect(JSON.stringify(hover.contents)).toContain('[T, B, 1] → [T, B, 100]  40,800 parameters');
    expect(hover.range).toEqual({
      start: { line: 3, character: 4 },
      end: { line: 3, character: 8 },
    });
    const items: CompletionItem[] = await client.sendRequest('textDocument/completion', {
      textDocument,
      position: { line: 4, character: 6 },
    });
    expect(items.find((item) => item.label === 'gru')).toMatchObject({
      textEdit: {
        range: { start: { line: 4, character: 4 }, end: { line: 4, character: 10 } },
        newText: 'gru: {hidden: 32}',
      },
    });
    const lenses: CodeLens[] = await client.sendRequest('textDocument/codeLens', { textDocument });
    expect(lenses.map((lens) => lens.command)).toEqual([
      { title: 'Train', command: 'rnn.train', arguments: [uri] },
      { title: 'Inspect parameters', command: 'rnn.inspectParameters', arguments: [uri] },
      { title: 'Export', command: 'rnn.export', arguments: [uri] },
    ]);
  });

  test('shows no commands in an editor that does not have them', async () => {
    const other = connectClient(folder);
    other.listen();
    await initialize(other, folder, {});
    const uri = pathToFileURL(path.join(folder, 'test.rnn.yaml')).href;
    await other.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'rnn-spec', version: 1, text: spec },
    });
    const textDocument = { uri };
    expect(await other.sendRequest('textDocument/codeLens', { textDocument })).toEqual([]);
    other.dispose();
  });

  test('offers fixes as edits of the file, with the problems that they mend', async () => {
    const uri = await open(spec.replace('hidden: 100', 'hiden: 100'));
    const ask = (only?: readonly string[]): Promise<CodeAction[]> =>
      client.sendRequest('textDocument/codeAction', {
        textDocument: { uri },
        range: { start: { line: 3, character: 12 }, end: { line: 3, character: 12 } },
        context: { diagnostics: [], ...(only ? { only } : {}) },
      });
    const actions = await ask(['quickfix']);
    expect(actions.find(({ title }) => title === 'Change to "hidden"')).toMatchObject({
      kind: 'quickfix',
      diagnostics: [{ code: 'spec.unknown-key' }],
      edit: {
        changes: {
          [uri]: [
            {
              range: { start: { line: 3, character: 11 }, end: { line: 3, character: 16 } },
              newText: 'hidden',
            },
          ],
        },
      },
    });
    expect(await ask()).toEqual(actions);
    expect(await ask(['source'])).toEqual([]);
  });

  test('moves a cell into a file that is made', async () => {
    const uri = await open(`${spec}cells: {mine: "h = x"}\n`);
    const range = { start: { line: 5, character: 9 }, end: { line: 5, character: 9 } };
    const params = {
      textDocument: { uri },
      range,
      context: { diagnostics: [], only: ['refactor'] },
    };
    const found: CodeAction[] = await client.sendRequest('textDocument/codeAction', params);
    const created = pathToFileURL(path.join(folder, 'mine.cell.yaml')).href;
    expect(found.find(({ kind }) => kind === 'refactor.extract')?.edit?.documentChanges).toEqual([
      { kind: 'create', uri: created },
      {
        textDocument: { uri: created, version: null },
        edits: [
          {
            range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
            newText: 'equations: "h = x"\n',
          },
        ],
      },
      {
        textDocument: { uri, version: 1 },
        edits: [
          {
            range: { start: { line: 5, character: 8 }, end: { line: 5, character: 21 } },
            newText: 'mine: {file: mine.cell.yaml}',
          },
        ],
      },
    ]);
  });

  test('formats equations, in the whole file and in a part of it', async () => {
    const uri = await open(`${spec}cells:\n  a: h=b\n  b: h=c\n`);
    const edit = (line: number, character: number) => ({
      range: { start: { line, character }, end: { line, character } },
      newText: ' ',
    });
    const options = { tabSize: 2, insertSpaces: true };
    const textDocument = { uri };
    expect(await client.sendRequest('textDocument/formatting', { textDocument, options })).toEqual([
      edit(6, 6),
      edit(6, 7),
      edit(7, 6),
      edit(7, 7),
    ]);
    const range = { start: { line: 7, character: 0 }, end: { line: 8, character: 0 } };
    expect(
      await client.sendRequest('textDocument/rangeFormatting', { textDocument, options, range }),
    ).toEqual([edit(7, 6), edit(7, 7)]);
  });

  test('checks a file that holds one cell as one, and knows its keys', async () => {
    const uri = await open('equations: |\n  h = tnah(W @ x)\nextra: 1\n', 'mine.cell.yaml');
    await codesBecome(['cell.unknown-function', 'spec.unknown-key']);
    const hover: Hover = await client.sendRequest('textDocument/hover', {
      textDocument: { uri },
      position: { line: 0, character: 1 },
    });
    expect(JSON.stringify(hover.contents)).toContain('One equation a line');
  });

  test('leads to the file of a cell of the library, and to a cell of another file', async () => {
    writeFileSync(path.join(folder, 'mine.cell.yaml'), 'equations: h = tanh(W @ x)\n');
    const uri = await open('cells: {a: {file: mine.cell.yaml}}\nmodel:\n  - lstm: 3\n  - a: 2\n');
    const definitionIn = (line: number): Promise<Location[]> =>
      client.sendRequest('textDocument/definition', {
        textDocument: { uri },
        position: { line, character: 4 },
      });
    const uriOf = (file: string) => pathToFileURL(path.join(folder, file)).href;
    const start = { line: 0, character: 0 };
    const range = { start, end: start };
    expect(await definitionIn(2)).toEqual([{ uri: uriOf('library/lstm.cell.yaml'), range }]);
    expect(await definitionIn(3)).toEqual([{ uri: uriOf('mine.cell.yaml'), range }]);
  });

  test('renames in all files of the folder with a name, and refuses with a sentence', async () => {
    writeFileSync(path.join(folder, 'mine.cell.yaml'), 'equations: h = tanh(W @ x)\n');
    writeFileSync(
      path.join(folder, 'other.rnn.yml'),
      'cells: {b: {file: mine.cell.yaml}}\nmodel: [{b: {hidden: 3, init: {W: 0}}}]\n',
    );
    const uri = await open(
      'cells: {a: {file: mine.cell.yaml}}\ntrain: {init: {W: 0}}\nmodel: [a]\n',
    );
    const asked = { textDocument: { uri }, position: { line: 1, character: 15 } };
    const renamed: WorkspaceEdit = await client.sendRequest('textDocument/rename', {
      ...asked,
      newName: 'V',
    });
    const edits = (line: number, start: number) => [
      {
        range: { start: { line, character: start }, end: { line, character: start + 1 } },
        newText: 'V',
      },
    ];
    const uriOf = (file: string) => pathToFileURL(path.join(folder, file)).href;
    expect(renamed.changes).toEqual({
      [uri]: edits(1, 15),
      [uriOf('mine.cell.yaml')]: edits(0, 20),
      [uriOf('other.rnn.yml')]: edits(1, 31),
    });
    const prepared = client.sendRequest('textDocument/prepareRename', asked);
    expect(await prepared).toEqual(edits(1, 15)[0]?.range);
    const refused = client.sendRequest('textDocument/rename', { ...asked, newName: 'tanh' });
    await expect(refused).rejects.toThrow('"tanh" is a function: choose another name');
    const references: Location[] = await client.sendRequest('textDocument/references', {
      ...asked,
      context: { includeDeclaration: true },
    });
    expect(references.length).toBe(3);
    const marked: unknown[] = await client.sendRequest('textDocument/documentHighlight', asked);
    expect(marked.length).toBe(1);
  });

  test('finds from a cell with any characters in its name who uses it', async () => {
    writeFileSync(
      path.join(folder, 'other.rnn.yaml'),
      'cells: {b: {file: größe zwei.cell.yaml}}\nmodel: [{b: {hidden: 3, init: {W: 0}}}]\n',
    );
    const uri = await open('equations: h = tanh(W @ x)\n', 'größe zwei.cell.yaml');
    const references: Location[] = await client.sendRequest('textDocument/references', {
      textDocument: { uri },
      position: { line: 0, character: 20 },
      context: { includeDeclaration: true },
    });
    expect(references.length).toBe(2);
  });

  test('checks a file that was never saved as far as it can', async () => {
    await client.sendNotification('textDocument/didOpen', {
      textDocument: {
        uri: 'untitled:one',
        languageId: 'rnn-spec',
        version: 1,
        text: `${spec}x: 1\n`,
      },
    });
    await codesBecome(['spec.unknown-key']);
  });
});
