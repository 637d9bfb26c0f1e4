import { LSPErrorCodes, ResponseError, type TextEdit } from 'vscode-languageserver/node';
import {
  type FileEdit,
  prepareRename,
  provideRename,
  type RefusedRename,
} from '../../language/provideRename.ts';
import { nameOfUri, uriOfName } from '../fileOfUri.ts';
import { toRange } from '../toProtocol.ts';
import { type AnswerFamily, answerFrom } from './answerFamily.ts';

/** Other names for cells and for what is in their equations, in all files that name them. */
export const answerRename: AnswerFamily = {
  capabilities: { renameProvider: { prepareProvider: true } },
  register: (connection, context) => {
    connection.onPrepareRename(({ textDocument: { uri }, position }, token) =>
      answerFrom(context, uri, token, async ({ document, analysis }) => {
        const offset = document.offsetAt(position);
        const workspace = await context.workspaceFiles.read();
        const found = prepareRename({ ...analysis, path: nameOfUri(uri) }, offset, workspace);
        return found?.kind === 'name' ? toRange(found.range, document) : toRefusal(found);
      }),
    );
    connection.onRenameRequest(({ textDocument: { uri }, position, newName }, token) =>
      answerFrom(context, uri, token, async ({ document, analysis }) => {
        const offset = document.offsetAt(position);
        const workspace = await context.workspaceFiles.read();
        const file = { ...analysis, path: nameOfUri(uri) };
        const found = provideRename(file, offset, newName, workspace);
        return found?.kind === 'edits' ? { changes: toChanges(found.edits) } : toRefusal(found);
      }),
    );
  },
};

/** Clients show the sentence. */
function toRefusal(refused: RefusedRename | undefined): ResponseError<void> | null {
  return refused ? new ResponseError(LSPErrorCodes.RequestFailed, refused.message) : null;
}

function toChanges(edits: readonly FileEdit[]): Record<string, TextEdit[]> {
  const changes: Record<string, TextEdit[]> = {};
  for (const { path, span, newText } of edits) {
    const uri = uriOfName(path);
    changes[uri] = [...(changes[uri] ?? []), { range: span, newText }];
  }
  return changes;
}
