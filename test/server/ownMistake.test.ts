import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test, vi } from 'vitest';
import { connectClient, initialize } from './connectClient.ts';

vi.mock(import('../../src/language/provideDiagnostics.ts'), async (importOriginal) => ({
  ...(await importOriginal()),
  provideDiagnostics: () => {
    throw new Error('a mistake of ours');
  },
}));

test('startServer() answers on and tells the client where a mistake of its own stops the problems', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'rnn-server-'));
  const client = connectClient(folder);
  const logged = new Promise<string>((resolve) => {
    client.onNotification('window/logMessage', ({ message }: { message: string }) => {
      resolve(message);
    });
  });
  client.listen();
  await initialize(client, folder);
  const uri = pathToFileURL(path.join(folder, 'test.rnn.yaml')).href;
  await client.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'rnn-spec', version: 1, text: 'task: tag\n' },
  });
  expect(await logged).toContain('a mistake of ours');
  const hover = await client.sendRequest('textDocument/hover', {
    textDocument: { uri },
    position: { line: 0, character: 1 },
  });
  expect(JSON.stringify(hover)).toContain('task');
  client.dispose();
  rmSync(folder, { recursive: true });
});
