import type { TagData } from '../../../spec/spec.ts';
import { judgeVocabulary } from '../../judgeVocabulary.ts';
import { readPartFiles } from '../../partFiles.ts';
import { readTagged } from '../../readers.ts';
import type { TaskRule } from '../../ruleContext.ts';

/** Every token has a place in the vocabulary. */
export const tokensAreKnown: TaskRule<TagData> = (context, data) => {
  const { shape, source } = context;
  if (!shape) {
    return [];
  }
  const occurring = readPartFiles(data, source, readTagged).flatMap(({ value }) =>
    value.flatMap(({ tokens }) => tokens),
  );
  return judgeVocabulary(context, data, shape.input.names, new Set(occurring));
};
