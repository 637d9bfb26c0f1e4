import type { TagData } from '../../../spec/spec.ts';
import { judgeVocabulary } from '../../judgeVocabulary.ts';
import { occurringTokens } from '../../occurringTokens.ts';
import type { TaskRule } from '../../ruleContext.ts';

/** Every token has a place in the vocabulary. */
export const tokensAreKnown: TaskRule<TagData> = (context, data) =>
  context.shape
    ? judgeVocabulary(
        context,
        data,
        context.shape.input.names,
        occurringTokens(data, context.source),
      )
    : [];
