import type { CodeLens as LspCodeLens } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type CodeLens, provideCodeLenses } from '../../language/provideCodeLenses.ts';
import { toRange } from '../toProtocol.ts';
import { type AnswerFamily, answerFrom } from './answerFamily.ts';

/** Commands above lines of a spec, where there is somebody to run them. */
export const answerCodeLens: AnswerFamily = {
  capabilities: { codeLensProvider: {} },
  register: (connection, context) => {
    connection.onCodeLens(({ textDocument }, token) =>
      answerFrom(context, textDocument.uri, token, ({ document, analysis }) =>
        context.client().runsCommands
          ? provideCodeLenses(analysis.document).map((lens) => toCodeLens(lens, document))
          : [],
      ),
    );
  },
};

/** The file is the command's argument. */
function toCodeLens({ range, title, command }: CodeLens, document: TextDocument): LspCodeLens {
  return {
    range: toRange(range, document),
    command: { title, command, arguments: [document.uri] },
  };
}
