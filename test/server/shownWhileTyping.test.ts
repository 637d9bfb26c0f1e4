import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { CompletionItem, InlayHint, SemanticTokens } from 'vscode-languageserver/node';
import { useServer } from './useServer.ts';

const server = useServer();

const spec = `task: forecast
data: {file: data.csv, inputs: a, window: 2}
model:
  - lstm: {hidden: 100}
  - linear
`;

describe('startServer()', { timeout: 30_000 }, () => {
  test('proposes files beside the spec, and whole specs without places to fill in', async () => {
    writeFileSync(path.join(server.folder, 'data.csv'), 'a\n1\n');
    const file = 'task: forecast\ndata:\n  file: ';
    const proposals = async (text: string, line: number, character: number) => {
      const textDocument = { uri: await server.open(text) };
      const position = { line, character };
      const items: CompletionItem[] = await server.client.sendRequest('textDocument/completion', {
        textDocument,
        position,
      });
      await server.client.sendNotification('textDocument/didClose', { textDocument });
      return items;
    };
    expect((await proposals(file, 2, 8)).map(({ label }) => label)).toEqual(['data.csv']);
    const [spec] = await proposals('', 0, 0);
    expect(spec?.textEdit?.newText).toMatch(/^task: forecast\n/);
    expect(spec?.textEdit?.newText).not.toContain('$');
  });

  test('has colours asked for again once the cell of another file is known', async () => {
    writeFileSync(path.join(server.folder, 'mine.cell.yaml'), 'equations: h = tanh(W @ x)\n');
    const asked = new Promise((resolve) => {
      server.client.onRequest('workspace/semanticTokens/refresh', () => {
        resolve(undefined);
        return null;
      });
    });
    const uri = await server.open(
      'cells: {a: {file: mine.cell.yaml}}\nmodel: [{a: {hidden: 3, init: {W: 0}}}]\n',
    );
    await asked;
    const tokens: SemanticTokens = await server.client.sendRequest(
      'textDocument/semanticTokens/full',
      {
        textDocument: { uri },
      },
    );
    expect(tokens.data.length / 5).toBe(3);
  });

  test('answers inlay hints as the settings want them, and has them asked for again', async () => {
    const uri = await server.open(spec);
    const hintsOf = async (): Promise<readonly unknown[]> => {
      const range = { start: { line: 3, character: 0 }, end: { line: 9, character: 0 } };
      const found: InlayHint[] = await server.client.sendRequest('textDocument/inlayHint', {
        textDocument: { uri },
        range,
      });
      return found.map(({ label, position }) => [label, position.line, position.character]);
    };
    expect(await hintsOf()).toEqual([
      ['[T, B, 100] · 40,800', 3, 23],
      ['[B, 1] · 101', 4, 10],
    ]);
    const asked = new Promise((resolve) => {
      server.client.onRequest('workspace/inlayHint/refresh', () => {
        resolve(undefined);
        return null;
      });
    });
    await server.client.sendNotification('workspace/didChangeConfiguration', {
      settings: { rnn: { inlayHints: { shapes: false } } },
    });
    await asked;
    expect(await hintsOf()).toEqual([
      ['40,800', 3, 23],
      ['101', 4, 10],
    ]);
  });
});
