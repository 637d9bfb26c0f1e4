import { provideLinks } from '../../language/provideLinks.ts';
import { fileOfUri, uriOfName } from '../fileOfUri.ts';
import { toRange } from '../toProtocol.ts';
import { type AnswerFamily, answerFrom } from './answerFamily.ts';

/** Names of files that lead to them; a spec that was never saved has no place to start from. */
export const answerLinks: AnswerFamily = {
  capabilities: { documentLinkProvider: {} },
  register: (connection, context) => {
    connection.onDocumentLinks(({ textDocument: { uri } }, token) =>
      answerFrom(context, uri, token, ({ document, analysis }) =>
        fileOfUri(uri) === undefined
          ? []
          : provideLinks(analysis).map(({ range, path }) => ({
              range: toRange(range, document),
              target: uriOfName(path),
            })),
      ),
    );
  },
};
