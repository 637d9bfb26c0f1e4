import { CodeActionKind, type CodeAction as LspCodeAction } from 'vscode-languageserver/node';
import { type CodeAction, provideCodeActions } from '../../language/provideCodeActions.ts';
import { provideDiagnostics } from '../../language/provideDiagnostics.ts';
import { toDiagnostic, toOffsets, toTextEdit } from '../toProtocol.ts';
import { type AnswerFamily, type AskedFile, answerFrom } from './answerFamily.ts';

/** Changes of the file that mend problems. */
export const answerCodeAction: AnswerFamily = {
  capabilities: {
    codeActionProvider: {
      codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.SourceFixAll],
    },
  },
  register: (connection, context) => {
    connection.onCodeAction(({ textDocument, range, context: { only } }, token) =>
      answerFrom(context, textDocument.uri, token, (file) => {
        const place = toOffsets(range, file.document);
        return provideCodeActions(file.analysis, place)
          .filter(({ kind }) => isAsked(kind, only))
          .map((action) => toCodeAction(action, file));
      }),
    );
  },
};

/** Without a wish all are shown but those that are for the whole file. */
function isAsked(kind: CodeAction['kind'], only: readonly string[] | undefined): boolean {
  return only === undefined
    ? kind !== 'source.fixAll'
    : only.some((wish) => kind === wish || kind.startsWith(`${wish}.`));
}

function toCodeAction(action: CodeAction, { document, analysis }: AskedFile): LspCodeAction {
  const { title, kind, edits, problems, isPreferred } = action;
  const changes = edits.map((edit) => toTextEdit(edit, document));
  return {
    title,
    kind,
    isPreferred,
    diagnostics: provideDiagnostics({ document: analysis.document, problems }).map((one) =>
      toDiagnostic(one, document.uri),
    ),
    edit: { changes: { [document.uri]: changes } },
  };
}
