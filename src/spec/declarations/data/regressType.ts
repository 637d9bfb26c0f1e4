import type { RegressArchives, RegressGenerated } from '../../spec.ts';
import { mappingType } from '../../types/mappingType.ts';
import { twoFormsType } from '../../types/twoFormsType.ts';
import { required } from '../../valueType.ts';
import { archiveKeys } from './archiveKeys.ts';
import { generateType } from './generateType.ts';

/** The keys of `data` for `task: regress`: files, or a toy problem. */
export const regressType = twoFormsType<
  Omit<RegressGenerated, 'kind'>,
  Omit<RegressArchives, 'kind'>
>(
  'generate',
  mappingType({
    generate: {
      type: generateType,
      fallback: required,
      documentation: 'In place of files: a toy problem whose sequences are drawn at random',
      example: '{adding: {steps: 200, train: 10000, validation: 1000, test: 1000}}',
    },
  }),
  mappingType(archiveKeys),
);
