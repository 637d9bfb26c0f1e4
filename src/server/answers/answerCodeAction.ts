import {
  CodeActionKind,
  type CodeAction as LspCodeAction,
  type TextEdit as LspTextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { CodeAction } from '../../language/codeAction.ts';
import { provideCodeActions } from '../../language/provideCodeActions.ts';
import { provideDiagnostics } from '../../language/provideDiagnostics.ts';
import { fileOfUri } from '../fileOfUri.ts';
import { toDiagnostic, toOffsets, toTextEdit } from '../toProtocol.ts';
import {
  type AnswerFamily,
  type AskedFile,
  answerFrom,
  type ClientAbilities,
} from './answerFamily.ts';

/** Changes of the file that mend problems or write something otherwise. */
export const answerCodeAction: AnswerFamily = {
  capabilities: {
    codeActionProvider: {
      codeActionKinds: [
        CodeActionKind.QuickFix,
        CodeActionKind.RefactorExtract,
        CodeActionKind.RefactorInline,
        CodeActionKind.RefactorRewrite,
        CodeActionKind.SourceFixAll,
      ],
    },
  },
  register: (connection, context) => {
    connection.onCodeAction(({ textDocument, range, context: { only } }, token) =>
      answerFrom(context, textDocument.uri, token, (file) => {
        const place = toOffsets(range, file.document);
        return provideCodeActions(file.analysis, place)
          .filter(({ kind }) => isAsked(kind, only))
          .filter(({ newFile }) => !newFile || canCreate(context.client(), textDocument.uri))
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

/** A file has a folder only where the one beside it is saved. */
function canCreate({ createsFiles }: ClientAbilities, uri: string): boolean {
  return createsFiles && fileOfUri(uri) !== undefined;
}

function toCodeAction(action: CodeAction, { document, analysis }: AskedFile): LspCodeAction {
  const { title, kind, edits, problems, isPreferred, newFile } = action;
  const changes = edits.map((edit) => toTextEdit(edit, document));
  return {
    title,
    kind,
    isPreferred,
    diagnostics: provideDiagnostics({ document: analysis.document, problems }).map((one) =>
      toDiagnostic(one, document.uri),
    ),
    edit: newFile
      ? withNewFile(document, changes, newFile)
      : { changes: { [document.uri]: changes } },
  };
}

/** The file is made first, so that the other one never names what is not there. */
function withNewFile(
  { uri, version }: TextDocument,
  edits: LspTextEdit[],
  { path, text }: NonNullable<CodeAction['newFile']>,
): WorkspaceEdit {
  const created = new URL(path, uri).href;
  const start = { line: 0, character: 0 };
  return {
    documentChanges: [
      { kind: 'create', uri: created },
      {
        textDocument: { uri: created, version: null },
        edits: [{ range: { start, end: start }, newText: text }],
      },
      { textDocument: { uri, version }, edits },
    ],
  };
}
