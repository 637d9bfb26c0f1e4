import type { ClassifyData } from '../../spec.ts';
import { listType } from '../../types/listType.ts';
import { mappingType } from '../../types/mappingType.ts';
import { inferredType } from '../../types/optionalType.ts';
import { textType } from '../../types/textType.ts';
import { fallback } from '../../valueType.ts';
import { archiveKeys } from './archiveKeys.ts';

/** The keys of `data` for `task: classify`. */
export const classifyKeys = mappingType<Omit<ClassifyData, 'kind'>>({
  ...archiveKeys,
  classes: {
    type: inferredType(
      listType('a list of class labels', textType('a class label'), { unique: true }),
    ),
    fallback: fallback(undefined, 'those that the training file lists'),
    documentation: "The classes, in the order of the model's outputs",
    example: '[cat, dog]',
  },
});
