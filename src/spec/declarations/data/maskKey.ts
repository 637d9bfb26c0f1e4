import type { MaskSpec } from '../../spec.ts';
import { mappingType } from '../../types/mappingType.ts';
import { integerType } from '../../types/numberType.ts';
import { optionalType } from '../../types/optionalType.ts';
import { fallback, type KeyDeclaration, required } from '../../valueType.ts';

/** `mask`, in the tasks with an output at every time step. */
export const maskKey: KeyDeclaration<MaskSpec | undefined> = {
  type: optionalType(
    mappingType<MaskSpec>({
      first: {
        type: integerType({ min: 1, max: 1_000_000 }),
        fallback: required,
        unit: 'time steps',
        documentation:
          'So many steps at the start of each sequence count neither in the loss nor in the report',
        example: '8',
      },
    }),
  ),
  fallback: fallback(undefined),
  documentation: 'Time steps that are seen but not judged',
  example: '{first: 8}',
};
