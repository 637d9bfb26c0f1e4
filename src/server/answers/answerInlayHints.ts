import type { Connection, InlayHint as LspInlayHint } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import {
  allInlayHints,
  type InlayHint,
  type InlayHintSettings,
  provideInlayHints,
} from '../../language/provideInlayHints.ts';
import { toMarkdown } from '../toProtocol.ts';
import { type AnswerFamily, answerFrom } from './answerFamily.ts';

/** Shapes and counts within the text, as far as the settings want them. */
export const answerInlayHints: AnswerFamily = {
  capabilities: { inlayHintProvider: true },
  register: (connection, context) => {
    let settings = allInlayHints;
    connection.onDidChangeConfiguration((params) => {
      settings = readSettings(params.settings);
      askAgain(connection);
    });
    connection.languages.inlayHint.on(({ textDocument, range }, token) =>
      answerFrom(context, textDocument.uri, token, ({ document, analysis }) => {
        const [start, end] = [document.offsetAt(range.start), document.offsetAt(range.end)];
        return provideInlayHints(analysis, settings)
          .filter(({ offset }) => start <= offset && offset <= end)
          .map((hint) => toInlayHint(hint, document));
      }),
    );
  },
  filesChanged: askAgain,
};

/** A client that cannot do so shows old hints until the text changes. */
function askAgain(connection: Connection): void {
  connection.languages.inlayHint.refresh().catch(() => {});
}

/** What is not said is on. */
function readSettings(settings: unknown): InlayHintSettings {
  const said = (settings as { rnn?: { inlayHints?: Partial<InlayHintSettings> } } | null)?.rnn;
  return { ...allInlayHints, ...said?.inlayHints };
}

function toInlayHint({ offset, label, markdown }: InlayHint, document: TextDocument): LspInlayHint {
  const position = document.positionAt(offset);
  return { position, label, tooltip: toMarkdown(markdown), paddingLeft: true };
}
