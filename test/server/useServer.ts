import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach } from 'vitest';
import type { ProtocolConnection } from 'vscode-languageserver/node';
import { connectClient, initialize } from './connectClient.ts';

/** The server of the test that runs: a new one for each, about a folder of its own. */
export interface TestServer {
  client: ProtocolConnection;
  folder: string;
  /** Opens a text as a spec in the folder; gives its address. */
  readonly open: (text: string) => Promise<string>;
}

/** Starts a server before each test of the file, and ends it and its folder after it. */
export function useServer(): TestServer {
  const server = {
    open: async (text: string) => {
      const uri = pathToFileURL(path.join(server.folder, 'test.rnn.yaml')).href;
      await server.client.sendNotification('textDocument/didOpen', {
        textDocument: { uri, languageId: 'rnn-spec', version: 1, text },
      });
      return uri;
    },
  } as TestServer;
  beforeEach(async () => {
    server.folder = mkdtempSync(path.join(tmpdir(), 'rnn-server-'));
    server.client = connectClient(server.folder);
    server.client.listen();
    await initialize(server.client, server.folder);
  });
  afterEach(() => {
    server.client.dispose();
    rmSync(server.folder, { recursive: true, force: true });
  });
  return server;
}
