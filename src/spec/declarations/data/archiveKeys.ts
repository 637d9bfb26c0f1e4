import type { ArchiveSpec } from '../../spec.ts';
import { listType } from '../../types/listType.ts';
import type { KeyDeclarations } from '../../types/mappingType.ts';
import { inferredType } from '../../types/optionalType.ts';
import { fileType, textType } from '../../types/textType.ts';
import { fallback, required } from '../../valueType.ts';
import { scaleKey } from './scaleKey.ts';
import { validationType } from './validationType.ts';

const seriesType = fileType('the path of a time-series file', '.ts');

/** The keys of `data` where it is in time-series archive files. */
export const archiveKeys: KeyDeclarations<ArchiveSpec> = {
  train: {
    type: seriesType,
    fallback: required,
    documentation:
      'The labelled series of the training part: a `.ts` file as the UEA archive has them, relative to the spec',
    example: 'JapaneseVowels_TRAIN.ts',
  },
  validation: {
    type: validationType(seriesType),
    fallback: fallback(0.2),
    documentation:
      'The validation part: a file of its own, or the share of the training file that is drawn for it by the seed of `train`, of each class alike',
    example: '0.2',
  },
  test: {
    type: seriesType,
    fallback: required,
    documentation: 'The labelled series of the test part',
    example: 'JapaneseVowels_TEST.ts',
  },
  scale: scaleKey('dimension', 'time steps'),
  inputs: {
    type: inferredType(
      listType('a list of names, one for each dimension', textType('a name'), { unique: true }),
    ),
    fallback: fallback(undefined, 'x1, x2, … for as many dimensions as the files have'),
    documentation: 'What the dimensions of the series are called',
    example: '[x, y, z]',
  },
};
