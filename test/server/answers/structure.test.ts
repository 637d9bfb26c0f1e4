import { describe, expect, test } from 'vitest';
import type { DocumentSymbol, SelectionRange, SymbolInformation } from 'vscode-languageserver/node';
import { useServer } from '../useServer.ts';

const server = useServer();

describe('answers about the structure of files', { timeout: 30_000 }, () => {
  test('lists the parts of a file and of the folder, folds them, and grows selections', async () => {
    const uri = await server.open('model:\n  - lstm: 3\n  - linear\n');
    const textDocument = { uri };
    const position = { line: 1, character: 5 };
    const outline: DocumentSymbol[] = await server.client.sendRequest(
      'textDocument/documentSymbol',
      {
        textDocument,
      },
    );
    expect(outline[0]?.children?.map(({ name }) => name)).toEqual(['lstm', 'linear']);
    const found: SymbolInformation[] = await server.client.sendRequest('workspace/symbol', {
      query: 'lst',
    });
    expect(found.map(({ name, location }) => [name, location.uri])).toEqual([['lstm', uri]]);
    expect(await server.client.sendRequest('textDocument/foldingRange', { textDocument })).toEqual([
      { startLine: 0, endLine: 2 },
    ]);
    const [selection]: SelectionRange[] = await server.client.sendRequest(
      'textDocument/selectionRange',
      {
        textDocument,
        positions: [position],
      },
    );
    const span = (from: number, to: number) => ({
      start: { line: 1, character: from },
      end: { line: 1, character: to },
    });
    expect(selection?.range).toEqual(span(4, 8));
    expect(selection?.parent?.range).toEqual(span(4, 11));
  });
});
