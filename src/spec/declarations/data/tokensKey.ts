import type { LanguageData } from '../../spec.ts';
import { choiceType } from '../../types/choiceType.ts';
import { fallback, type KeyDeclaration } from '../../valueType.ts';

/** `tokens`, where the data is text. */
export const tokensKey: KeyDeclaration<LanguageData['tokens']> = {
  type: choiceType({
    characters: 'Each character is a token',
    words: 'Words, numbers, marks and line ends are tokens',
  }),
  fallback: fallback('characters'),
  documentation: 'What the text is cut into',
  example: 'words',
};
