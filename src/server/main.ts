import path from 'node:path';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { startServer } from './startServer.ts';

// The client says how it talks: --stdio, --node-ipc or --socket.
// The build puts the files of the library's cells beside the bundle.
startServer(createConnection(ProposedFeatures.all), {
  library: path.join(__dirname, 'library'),
  problems: path.join(__dirname, '..', 'docs', 'problems.md'),
});
