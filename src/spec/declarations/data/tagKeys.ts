import type { TagData } from '../../spec.ts';
import { listType } from '../../types/listType.ts';
import { mappingType } from '../../types/mappingType.ts';
import { inferredType } from '../../types/optionalType.ts';
import { fileType, textType } from '../../types/textType.ts';
import { fallback, required } from '../../valueType.ts';
import { maskKey } from './maskKey.ts';
import { validationType } from './validationType.ts';
import { vocabularyKeys } from './vocabularyKeys.ts';

const taggedType = fileType('the path of a file of tagged tokens', '.tsv', '.txt', '.conll');

/** The keys of `data` for `task: tag`. */
export const tagKeys = mappingType<Omit<TagData, 'kind'>>({
  train: {
    type: taggedType,
    fallback: required,
    documentation:
      'The training part: a file with a token, a tab and its tag in each line, and a blank line between sentences, relative to the spec',
    example: 'train.tsv',
  },
  validation: {
    type: validationType(taggedType),
    fallback: fallback(0.2),
    documentation:
      'The validation part: a file of its own, or the share of the training file that is drawn for it by the seed of `train`',
    example: 'dev.tsv',
  },
  test: {
    type: taggedType,
    fallback: required,
    documentation: 'The test part',
    example: 'test.tsv',
  },
  ...vocabularyKeys,
  tags: {
    type: inferredType(listType('a list of tags', textType('a tag'), { unique: true })),
    fallback: fallback(undefined, 'those of the training part'),
    documentation: "The tags, in the order of the model's outputs",
    example: '[NOUN, VERB]',
  },
  mask: maskKey,
});
