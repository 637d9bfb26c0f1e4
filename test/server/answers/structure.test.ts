import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type {
  DocumentSymbol,
  ProtocolConnection,
  SelectionRange,
  SymbolInformation,
} from 'vscode-languageserver/node';
import { connectClient, initialize } from '../connectClient.ts';

let folder = '';
let client: ProtocolConnection;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'rnn-server-'));
  client = connectClient(folder);
  client.listen();
  await initialize(client, folder);
});

afterEach(() => {
  client.dispose();
  rmSync(folder, { recursive: true, force: true });
});

async function open(text: string): Promise<string> {
  const uri = pathToFileURL(path.join(folder, 'test.rnn.yaml')).href;
  await client.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'rnn-spec', version: 1, text },
  });
  return uri;
}

describe('answers about the structure of files', { timeout: 30_000 }, () => {
  test('lists the parts of a file and of the folder, folds them, and grows selections', async () => {
    const uri = await open('model:\n  - lstm: 3\n  - linear\n');
    const textDocument = { uri };
    const position = { line: 1, character: 5 };
    const outline: DocumentSymbol[] = await client.sendRequest('textDocument/documentSymbol', {
      textDocument,
    });
    expect(outline[0]?.children?.map(({ name }) => name)).toEqual(['lstm', 'linear']);
    const found: SymbolInformation[] = await client.sendRequest('workspace/symbol', {
      query: 'lst',
    });
    expect(found.map(({ name, location }) => [name, location.uri])).toEqual([['lstm', uri]]);
    expect(await client.sendRequest('textDocument/foldingRange', { textDocument })).toEqual([
      { startLine: 0, endLine: 2 },
    ]);
    const [selection]: SelectionRange[] = await client.sendRequest('textDocument/selectionRange', {
      textDocument,
      positions: [position],
    });
    const span = (from: number, to: number) => ({
      start: { line: 1, character: from },
      end: { line: 1, character: to },
    });
    expect(selection?.range).toEqual(span(4, 8));
    expect(selection?.parent?.range).toEqual(span(4, 11));
  });
});
