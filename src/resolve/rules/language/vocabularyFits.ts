import type { LanguageData } from '../../../spec/spec.ts';
import { judgeVocabulary } from '../../judgeVocabulary.ts';
import { readTokens } from '../../readers.ts';
import type { TaskRule } from '../../ruleContext.ts';

/** Every token of the text has a place in the vocabulary. */
export const vocabularyFits: TaskRule<LanguageData> = (context, data) => {
  const read = readTokens[data.tokens](context.source.read(data.file));
  return read.kind === 'read' && context.shape
    ? judgeVocabulary(context, data, context.shape.input.names, read.value.names)
    : [];
};
