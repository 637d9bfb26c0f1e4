import type { RegressData } from '../../spec.ts';
import { mappingType } from '../../types/mappingType.ts';
import { required } from '../../valueType.ts';
import { generateType } from './generateType.ts';

/** The keys of `data` for `task: regress`. */
export const regressKeys = mappingType<Omit<RegressData, 'kind'>>({
  generate: {
    type: generateType,
    fallback: required,
    documentation: 'A toy problem whose sequences are drawn at random',
    example: '{adding: {steps: 200, train: 10000, validation: 1000, test: 1000}}',
  },
});
