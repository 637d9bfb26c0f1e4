import path from 'node:path';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { libraryScheme, libraryUris } from './libraryCells.ts';
import { cellLanguage, specLanguage } from './specs.ts';

/** Starts the language server in its own process; it ends with the extension. */
export async function startLanguageClient(server: string): Promise<LanguageClient> {
  const run = { module: server, transport: TransportKind.ipc };
  const client = new LanguageClient(
    'rnn-spec',
    'RNN Spec Language Server',
    { run, debug: run },
    {
      documentSelector: ['file', 'untitled', libraryScheme].flatMap((scheme) =>
        [specLanguage, cellLanguage].map((language) => ({ scheme, language })),
      ),
      initializationOptions: { pictures: true, suggestsAgain: true, runsCommands: true },
      uriConverters: libraryUris(path.join(path.dirname(server), 'library')),
      synchronize: { configurationSection: 'rnn.inlayHints' },
    },
  );
  await client.start();
  return client;
}
