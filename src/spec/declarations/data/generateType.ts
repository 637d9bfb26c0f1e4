import type { GeneratorSpec } from '../../spec.ts';
import { mappingType } from '../../types/mappingType.ts';
import { integerType } from '../../types/numberType.ts';
import { caseWithOptions, variantType } from '../../types/variantType.ts';
import { fallback, type KeyDeclaration, required } from '../../valueType.ts';

/** A toy problem by its name. */
export const generateType = variantType<GeneratorSpec>({
  description: 'the name of a toy problem with its options',
  noun: 'toy problem',
  cases: {
    adding: caseWithOptions<GeneratorSpec, Omit<GeneratorSpec, 'kind'>>({
      documentation:
        'The adding problem (Hochreiter and Schmidhuber 1997, section 5.4, in the form of Le et al. 2015, section 4.1): of random numbers from 0 to 1, one of the first half and one of the second half are marked, and their sum is asked for at the end',
      type: mappingType<Omit<GeneratorSpec, 'kind'>>({
        steps: {
          type: integerType({ min: 2, max: 1_000_000 }),
          fallback: required,
          unit: 'time steps',
          documentation: 'The length of each sequence',
          example: '200',
        },
        train: sequenceCount('training', '10000'),
        validation: sequenceCount('validation', '1000'),
        test: sequenceCount('test', '1000'),
        seed: {
          type: integerType({ min: 0, max: Number.MAX_SAFE_INTEGER }),
          fallback: fallback(1),
          documentation: 'The start of the random numbers that the sequences are made of',
          example: '1',
        },
      }),
      example: '{steps: 200, train: 10000, validation: 1000, test: 1000}',
      build: (options) => ({ kind: 'adding', ...options }),
      options: ({ kind: _kind, ...options }) => options,
    }),
  },
  nameOf: ({ kind }) => kind,
});

function sequenceCount(part: string, example: string): KeyDeclaration<number> {
  return {
    type: integerType({ min: 1, max: 1_000_000 }),
    fallback: required,
    unit: 'sequences',
    documentation: `How many sequences the ${part} part has`,
    example,
  };
}
