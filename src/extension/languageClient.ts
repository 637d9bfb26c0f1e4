import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { cellLanguage, specLanguage } from './specs.ts';

/** Starts the language server in its own process; it ends with the extension. */
export async function startLanguageClient(server: string): Promise<LanguageClient> {
  const run = { module: server, transport: TransportKind.ipc };
  const client = new LanguageClient(
    'rnn-spec',
    'RNN Spec Language Server',
    { run, debug: run },
    {
      documentSelector: ['file', 'untitled'].flatMap((scheme) =>
        [specLanguage, cellLanguage].map((language) => ({ scheme, language })),
      ),
      initializationOptions: { pictures: true },
      synchronize: { configurationSection: 'rnn.inlayHints' },
    },
  );
  await client.start();
  return client;
}
