import { provideHover } from '../../language/provideHover.ts';
import { toMarkdown, toRange } from '../toProtocol.ts';
import { type AnswerFamily, answerFrom } from './answerFamily.ts';

/** What is known about the place under the mouse. */
export const answerHover: AnswerFamily = {
  capabilities: { hoverProvider: true },
  register: (connection, context) => {
    connection.onHover(({ textDocument, position }, token) =>
      answerFrom(context, textDocument.uri, token, ({ document, analysis }) => {
        const hover = provideHover(analysis, document.offsetAt(position), context.client());
        return hover
          ? { contents: toMarkdown(hover.markdown), range: toRange(hover.range, document) }
          : null;
      }),
    );
  },
};
