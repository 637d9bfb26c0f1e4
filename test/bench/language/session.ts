import { type ChildProcess, spawn } from 'node:child_process';
import {
  createProtocolConnection,
  type InitializeResult,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';

/** An editor with one open file and a language server in a process of its own. */
export interface Session {
  /** What the server says that it can do. */
  readonly capabilities: InitializeResult['capabilities'];
  /** Replaces a stretch of the text; gives the milliseconds until the problems of it are there. */
  change(start: number, end: number, text: string): Promise<number>;
  /** Asks at an offset; gives the milliseconds until the answer is there. */
  ask(method: string, offset: number): Promise<number>;
  close(): Promise<void>;
}

/** Starts the server as a command, opens a file, and waits until its problems are as wanted. */
export async function openSession(
  command: readonly string[],
  uri: string,
  text: string,
  isReady: (problems: PublishDiagnosticsParams) => boolean,
): Promise<Session> {
  const [program = '', ...args] = command;
  const server = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const client = createProtocolConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  const problems = listenForProblems(client);
  client.onRequest('client/registerCapability', () => null);
  client.onRequest('workspace/inlayHint/refresh', () => null);
  client.onRequest('workspace/semanticTokens/refresh', () => null);
  client.onRequest('workspace/configuration', () => []);
  client.listen();
  const { capabilities } = await client.sendRequest<InitializeResult>('initialize', {
    processId: process.pid,
    rootUri: null,
    initializationOptions: { pictures: true, runsCommands: true },
    capabilities: { workspace: { didChangeWatchedFiles: { dynamicRegistration: true } } },
  });
  await client.sendNotification('initialized', {});
  const ready = problems.first(isReady);
  await client.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'rnn-spec', version: 1, text },
  });
  await ready;
  let document = TextDocument.create(uri, 'rnn-spec', 1, text);
  return {
    capabilities,
    change: async (start, end, inserted) => {
      const range = { start: document.positionAt(start), end: document.positionAt(end) };
      const version = document.version + 1;
      const changes = [{ range, text: inserted }];
      document = TextDocument.update(document, changes, version);
      const answered = problems.first((params) => params.version === version);
      const since = performance.now();
      void client.sendNotification('textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges: changes,
      });
      await answered;
      return performance.now() - since;
    },
    ask: async (method, offset) => {
      const position = document.positionAt(offset);
      const range = { start: { line: 0, character: 0 }, end: document.positionAt(Infinity) };
      const context = { diagnostics: [] };
      const since = performance.now();
      await client.sendRequest(method, { textDocument: { uri }, position, range, context });
      return performance.now() - since;
    },
    close: () => close(client, server),
  };
}

function listenForProblems(client: ProtocolConnection) {
  const waiting = new Set<(params: PublishDiagnosticsParams) => void>();
  client.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
    for (const look of waiting) {
      look(params);
    }
  });
  return {
    first: (isWanted: (params: PublishDiagnosticsParams) => boolean): Promise<void> =>
      new Promise((resolve) => {
        const look = (params: PublishDiagnosticsParams) => {
          if (isWanted(params)) {
            waiting.delete(look);
            resolve();
          }
        };
        waiting.add(look);
      }),
  };
}

async function close(client: ProtocolConnection, server: ChildProcess): Promise<void> {
  await client.sendRequest('shutdown');
  await client.sendNotification('exit');
  client.dispose();
  await new Promise((resolve) => server.once('exit', resolve));
}
