import { provideFormatting } from '../../language/provideFormatting.ts';
import { toOffsets, toTextEdit } from '../toProtocol.ts';
import { type AnswerFamily, answerFrom } from './answerFamily.ts';

/** Equations with even blanks, in the whole file or in a part of it. */
export const answerFormatting: AnswerFamily = {
  capabilities: { documentFormattingProvider: true, documentRangeFormattingProvider: true },
  register: (connection, context) => {
    connection.onDocumentFormatting(({ textDocument }, token) =>
      answerFrom(context, textDocument.uri, token, ({ document, analysis }) =>
        provideFormatting(analysis.document).map((edit) => toTextEdit(edit, document)),
      ),
    );
    connection.onDocumentRangeFormatting(({ textDocument, range }, token) =>
      answerFrom(context, textDocument.uri, token, ({ document, analysis }) =>
        provideFormatting(analysis.document, toOffsets(range, document)).map((edit) =>
          toTextEdit(edit, document),
        ),
      ),
    );
  },
};
