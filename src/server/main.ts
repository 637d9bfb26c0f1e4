import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { startServer } from './startServer.ts';

// The client says how it talks: --stdio, --node-ipc or --socket.
startServer(createConnection(ProposedFeatures.all));
