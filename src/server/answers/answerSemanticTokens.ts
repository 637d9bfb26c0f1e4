import { SemanticTokensBuilder } from 'vscode-languageserver/node';
import {
  provideSemanticTokens,
  semanticTokenModifiers,
  semanticTokenTypes,
} from '../../language/provideSemanticTokens.ts';
import { type AnswerFamily, answerFrom } from './answerFamily.ts';

/** Names in the colours of what they are. */
export const answerSemanticTokens: AnswerFamily = {
  capabilities: {
    semanticTokensProvider: {
      legend: {
        tokenTypes: [...semanticTokenTypes],
        tokenModifiers: [...semanticTokenModifiers],
      },
      full: true,
    },
  },
  register: (connection, context) => {
    connection.languages.semanticTokens.on(async ({ textDocument }, token) => {
      const answer = await answerFrom(
        context,
        textDocument.uri,
        token,
        ({ document, analysis }) => {
          const builder = new SemanticTokensBuilder();
          for (const { range, type, modifiers } of provideSemanticTokens(analysis)) {
            const { line, character } = document.positionAt(range.start);
            const bits = modifiers.map((one) => 2 ** semanticTokenModifiers.indexOf(one));
            const modifier = bits.reduce((sum, bit) => sum + bit, 0);
            const length = range.end - range.start;
            builder.push(line, character, length, semanticTokenTypes.indexOf(type), modifier);
          }
          return builder.build();
        },
      );
      return answer ?? { data: [] };
    });
  },
  // What the names of a cell in another file are is known once that is read.
  filesChanged: (connection) => {
    connection.languages.semanticTokens.refresh().catch(() => {});
  },
};
