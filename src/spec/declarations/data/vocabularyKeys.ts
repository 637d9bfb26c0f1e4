import { listType } from '../../types/listType.ts';
import type { KeyDeclarations } from '../../types/mappingType.ts';
import { integerType } from '../../types/numberType.ts';
import { inferredType } from '../../types/optionalType.ts';
import { anyTextType } from '../../types/textType.ts';
import { fallback } from '../../valueType.ts';

/** The keys of `data` that say which tokens a model knows. */
export const vocabularyKeys: KeyDeclarations<{
  readonly min_count: number;
  readonly vocabulary: readonly string[] | undefined;
}> = {
  min_count: {
    type: integerType({ min: 1, max: 1_000_000 }),
    fallback: fallback(1),
    unit: 'occurrences in the training part',
    documentation:
      'Tokens that are rarer become `<unknown>`, as do those that only other parts have',
    example: '2',
  },
  vocabulary: {
    type: inferredType(
      listType('a list of tokens', anyTextType('a token'), { unique: true, max: 100_000 }),
    ),
    fallback: fallback(undefined, 'the tokens of the training part, the most frequent first'),
    documentation: 'The tokens that the model knows, in the order of their numbers',
    example: '[<unknown>, the, cat]',
  },
};
