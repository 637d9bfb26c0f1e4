import { DocumentHighlightKind } from 'vscode-languageserver/node';
import { provideHighlights } from '../../language/provideHighlights.ts';
import { provideReferences } from '../../language/provideReferences.ts';
import { nameOfUri } from '../fileOfUri.ts';
import { toLocation, toRange } from '../toProtocol.ts';
import { type AnswerFamily, answerFrom } from './answerFamily.ts';

/** Where else the name at the cursor stands: in the file as marks, in the workspace as a list. */
export const answerReferences: AnswerFamily = {
  capabilities: { referencesProvider: true, documentHighlightProvider: true },
  register: (connection, context) => {
    connection.onReferences(({ textDocument: { uri }, position, context: asked }, token) =>
      answerFrom(context, uri, token, async ({ document, analysis }) => {
        const offset = document.offsetAt(position);
        const workspace = await context.workspaceFiles.read();
        const file = { ...analysis, path: nameOfUri(uri) };
        const found = provideReferences(file, offset, asked.includeDeclaration, workspace);
        return found.map(toLocation);
      }),
    );
    connection.onDocumentHighlight(({ textDocument: { uri }, position }, token) =>
      answerFrom(context, uri, token, ({ document, analysis }) => {
        const file = { ...analysis, path: nameOfUri(uri) };
        return provideHighlights(file, document.offsetAt(position)).map(({ range, access }) => ({
          range: toRange(range, document),
          kind: access === 'write' ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
        }));
      }),
    );
  },
};
