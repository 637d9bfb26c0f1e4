import type { PartFilesSpec } from '../../spec/spec.ts';
import { judgeVocabulary, type VocabularySpec } from '../judgeVocabulary.ts';
import { type FileReader, occurringTokens } from '../partFiles.ts';
import type { TaskRule } from '../ruleContext.ts';

/** A rule: every token of the files has a place in the vocabulary. */
export function tokensAreKnown<Data extends PartFilesSpec & VocabularySpec>(
  readerOf: (data: Data) => FileReader<{ readonly tokens: ReadonlySet<string> }>,
): TaskRule<Data> {
  return (context, data) => {
    const { shape, source } = context;
    return shape
      ? judgeVocabulary(
          context,
          data,
          shape.input.names,
          occurringTokens(data, source, readerOf(data)),
        )
      : [];
  };
}
