import { countOf } from '../../base/counts.ts';
import { present } from '../../base/invariant.ts';
import { eachPart } from '../../data/dataset.ts';
import { buildLanguageDataset, languageShape } from '../../data/language/buildLanguageDataset.ts';
import {
  languageParts,
  languageVocabulary,
  streamLength,
} from '../../data/language/languageParts.ts';
import { tokenNames } from '../../data/text/tokenize.ts';
import { tokenSequences } from '../../data/text/tokenSequences.ts';
import type { LanguageData } from '../../spec/spec.ts';
import type { DataSource } from '../dataSource.ts';
import { readTokens } from '../readers.ts';
import { streamsAreCut } from '../rules/language/streamsAreCut.ts';
import { streamsHaveSteps } from '../rules/language/streamsHaveSteps.ts';
import { vocabularyFits } from '../rules/language/vocabularyFits.ts';
import { nextStepsAreUnseen } from '../rules/nextStepsAreUnseen.ts';
import { readValue, type TaskData } from './taskData.ts';

/** `task: language`: the next token of one text. */
export const languageData: TaskData<LanguageData> = {
  files: ({ file, tokens }) => [
    {
      path: 'data/file',
      file,
      read: (source) => readTokens[tokens](source.read(file)),
      form: 'a text',
    },
  ],
  shape: (data, source) => {
    const { vocabulary } = factsOf(data, source);
    return vocabulary && languageShape(vocabulary);
  },
  lengths: (data, source, { batch }) => {
    const read = readTokens[data.tokens](source.read(data.file));
    if (read.kind !== 'read') {
      return undefined;
    }
    const parts = languageParts(read.value, data.split);
    return eachPart((name) => {
      const length = streamLength(parts[name], batch);
      return new Array<number>(length === 0 ? 0 : batch).fill(length);
    });
  },
  build: (data, source, { batch }) => {
    const text = readValue(readTokens[data.tokens](source.read(data.file)));
    const { vocabulary } = factsOf(data, source);
    return buildLanguageDataset(text, data, present(vocabulary, 'the vocabulary'), batch);
  },
  sequencesIn: (data, text, { input }) =>
    tokenSequences([tokenNames(text, data.tokens)], input.names),
  facts: factsOf,
  width: ({ vocabulary }, { output }) => ({
    words: countOf(output.names.length, 'token'),
    keys: [vocabulary ? 'vocabulary' : 'file'],
  }),
  rules: [vocabularyFits, streamsHaveSteps, streamsAreCut, nextStepsAreUnseen],
};

function factsOf(data: LanguageData, source: DataSource) {
  const read = data.vocabulary ? undefined : readTokens[data.tokens](source.read(data.file));
  const found = read?.kind === 'read' ? languageVocabulary(read.value, data) : undefined;
  return { vocabulary: data.vocabulary ?? found };
}
