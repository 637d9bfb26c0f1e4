import type { LanguageData } from '../../spec.ts';
import { mappingType } from '../../types/mappingType.ts';
import { fileType } from '../../types/textType.ts';
import { fallback, required } from '../../valueType.ts';
import { splitType } from './splitType.ts';
import { tokensKey } from './tokensKey.ts';
import { vocabularyKeys } from './vocabularyKeys.ts';

/** The keys of `data` for `task: language`. */
export const languageKeys = mappingType<Omit<LanguageData, 'kind'>>({
  file: {
    type: fileType('the path of a text file', '.txt'),
    fallback: required,
    documentation: 'The text: a file in UTF-8, relative to the spec',
    example: 'tiny-shakespeare.txt',
  },
  tokens: tokensKey,
  split: {
    type: splitType,
    fallback: fallback([0.9, 0.05, 0.05]),
    unit: 'shares of the tokens',
    documentation:
      'The parts for training, validation and test, in the order of the text; they sum to 1. Each is cut into as many parallel streams as `batch` says',
    example: '[0.9, 0.05, 0.05]',
  },
  ...vocabularyKeys,
});
