import { countOf } from '../../base/counts.ts';
import { present } from '../../base/invariant.ts';
import {
  buildTagDataset,
  type TaggedParts,
  tagNames,
  tagShape,
} from '../../data/tag/buildTagDataset.ts';
import { parseSentences } from '../../data/tag/parseSentences.ts';
import { tokenSequences } from '../../data/text/tokenSequences.ts';
import { vocabularyOf } from '../../data/text/vocabulary.ts';
import type { TagData, TrainSpec } from '../../spec/spec.ts';
import type { DataSource } from '../dataSource.ts';
import {
  lengthsOfParts,
  namedPartFiles,
  occurringTokens,
  readItems,
  readPartFiles,
} from '../partFiles.ts';
import { readTagged } from '../readers.ts';
import { classesAreLearned } from '../rules/classesAreLearned.ts';
import { partsHoldItems } from '../rules/partsHoldItems.ts';
import { tagsAreKnown } from '../rules/tag/tagsAreKnown.ts';
import { tagsAreNotTokens } from '../rules/tag/tagsAreNotTokens.ts';
import { tokensAreKnown } from '../rules/tokensAreKnown.ts';
import type { TaskData } from './taskData.ts';

/** `task: tag`: a tag for each token. */
export const tagData: TaskData<TagData> = {
  files: (data) => namedPartFiles(data, readTagged, 'tagged tokens'),
  shape: (data, source, train) => {
    const { vocabulary, tags } = factsOf(data, source, train);
    return vocabulary && tags && tagShape({ vocabulary, tags, skip: data.mask?.first ?? 0 });
  },
  lengths: (data, source, train) => {
    const parts = partsOf(data, source, train);
    return parts && lengthsOfParts(parts, ({ tokens }) => tokens.length);
  },
  build: (data, source, train) => {
    const { vocabulary, tags } = factsOf(data, source, train);
    return buildTagDataset(present(partsOf(data, source, train), 'the sentences'), {
      vocabulary: present(vocabulary, 'the vocabulary'),
      tags: present(tags, 'the tags'),
      skip: data.mask?.first ?? 0,
    });
  },
  sequencesIn: (_data, text, { input }) => tokenSequences(parseSentences(text), input.names),
  facts: factsOf,
  width: ({ tags }, { output }) => ({
    words: countOf(output.names.length, 'tag'),
    keys: [tags ? 'tags' : 'train'],
  }),
  rules: [
    partsHoldItems({ one: 'sentence', many: 'sentences' }),
    tagsAreKnown,
    classesAreLearned({ key: 'tags', one: 'tag', owner: 'token' }, (data, source) =>
      readPartFiles(data, source, readTagged).map(({ value, ...file }) => ({
        ...file,
        value: { classes: [...value.tags], labels: [...value.tags] },
      })),
    ),
    tagsAreNotTokens,
    tokensAreKnown(() => readTagged),
  ],
};

function partsOf(data: TagData, source: DataSource, { seed }: TrainSpec): TaggedParts | undefined {
  return readItems(data, source, readTagged, { seed, itemsOf: ({ sentences }) => sentences });
}

function factsOf(data: TagData, source: DataSource, train: TrainSpec) {
  const { vocabulary, tags } = data;
  const parts = vocabulary && tags ? undefined : partsOf(data, source, train);
  if (!parts) {
    return { vocabulary, tags };
  }
  const occurring = occurringTokens(data, source, readTagged);
  return {
    vocabulary: vocabulary ?? vocabularyOf(parts.train, data.min_count, occurring),
    tags: tags ?? tagNames(parts),
  };
}
