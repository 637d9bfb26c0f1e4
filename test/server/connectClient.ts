import path from 'node:path';
import { PassThrough } from 'node:stream';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  createConnection,
  createProtocolConnection,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { startServer } from '../../src/server/startServer.ts';

/** The page that codes of problems lead to. */
const problemsPage = fileURLToPath(new URL('../../docs/problems.md', import.meta.url));

/** A client of a server of its own, both in this process; it listens once it is initialized. */
export function connectClient(folder: string): ProtocolConnection {
  const [up, down] = [new PassThrough(), new PassThrough()];
  startServer(createConnection(new StreamMessageReader(up), new StreamMessageWriter(down)), {
    library: path.join(folder, 'library'),
    problems: problemsPage,
  });
  const client = createProtocolConnection(
    new StreamMessageReader(down),
    new StreamMessageWriter(up),
  );
  client.onRequest('client/registerCapability', () => null);
  return client;
}

/** Begins to talk about the files of a folder, as a client that can do what the tests look at. */
export async function initialize(
  client: ProtocolConnection,
  folder: string,
  said: object = { runsCommands: true },
): Promise<void> {
  await client.sendRequest('initialize', {
    processId: null,
    rootUri: pathToFileURL(folder).href,
    initializationOptions: said,
    capabilities: {
      workspace: {
        didChangeWatchedFiles: { dynamicRegistration: true },
        workspaceEdit: { documentChanges: true, resourceOperations: ['create'] },
      },
    },
  });
  await client.sendNotification('initialized', {});
}
