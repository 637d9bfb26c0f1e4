import type { ClassifyArchives, ClassifyTexts } from '../../spec.ts';
import { listType } from '../../types/listType.ts';
import { mappingType } from '../../types/mappingType.ts';
import { inferredType } from '../../types/optionalType.ts';
import { fileType, textType } from '../../types/textType.ts';
import { twoFormsType } from '../../types/twoFormsType.ts';
import { fallback, type KeyDeclaration, required } from '../../valueType.ts';
import { archiveKeys } from './archiveKeys.ts';
import { tokensKey } from './tokensKey.ts';
import { validationType } from './validationType.ts';
import { vocabularyKeys } from './vocabularyKeys.ts';

const classesKey: KeyDeclaration<readonly string[] | undefined> = {
  type: inferredType(
    listType('a list of class labels', textType('a class label'), { unique: true }),
  ),
  fallback: fallback(undefined, 'those of the training file'),
  documentation: "The classes, in the order of the model's outputs",
  example: '[cat, dog]',
};

const tableType = fileType(
  'the path of a table with the columns "label" and "text"',
  '.csv',
  '.tsv',
  '.txt',
);

/** The keys of `data` for `task: classify`: time-series files, or tables of labelled texts. */
export const classifyType = twoFormsType<
  Omit<ClassifyTexts, 'kind'>,
  Omit<ClassifyArchives, 'kind'>
>(
  'tokens',
  mappingType<Omit<ClassifyTexts, 'kind'>>({
    tokens: {
      ...tokensKey,
      fallback: required,
      documentation: 'What each text is cut into; says that the files hold texts',
    },
    train: {
      type: tableType,
      fallback: required,
      documentation:
        'The labelled texts of the training part: a CSV file, or one with tabs, with a header line, relative to the spec',
      example: 'names.csv',
    },
    validation: {
      type: validationType(tableType),
      fallback: fallback(0.2),
      documentation: archiveKeys.validation.documentation,
      example: '0.2',
    },
    test: {
      type: tableType,
      fallback: required,
      documentation: 'The labelled texts of the test part',
      example: 'names-test.csv',
    },
    ...vocabularyKeys,
    classes: classesKey,
  }),
  mappingType<Omit<ClassifyArchives, 'kind'>>({ ...archiveKeys, classes: classesKey }),
);
