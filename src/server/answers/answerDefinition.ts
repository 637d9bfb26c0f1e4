import { provideDefinition } from '../../language/provideDefinition.ts';
import { nameOfUri } from '../fileOfUri.ts';
import { toLocation } from '../toProtocol.ts';
import { type AnswerFamily, answerFrom } from './answerFamily.ts';

/** Where cells, names in equations and files come from. */
export const answerDefinition: AnswerFamily = {
  capabilities: { definitionProvider: true },
  register: (connection, context) => {
    connection.onDefinition(({ textDocument: { uri }, position }, token) =>
      answerFrom(context, uri, token, async ({ document, analysis }) => {
        const offset = document.offsetAt(position);
        const workspace = await context.workspaceFiles.read();
        return provideDefinition({ ...analysis, path: nameOfUri(uri) }, offset, workspace).map(
          toLocation,
        );
      }),
    );
  },
};
