import { countOf } from '../../base/counts.ts';
import { present } from '../../base/invariant.ts';
import { classifyShape } from '../../data/classify/buildClassifyDataset.ts';
import { buildTextDataset, type TextParts } from '../../data/classify/buildTextDataset.ts';
import { parseTexts } from '../../data/classify/parseTexts.ts';
import { tokenSequences } from '../../data/text/tokenSequences.ts';
import { vocabularyOf } from '../../data/text/vocabulary.ts';
import type { ClassifyTexts, TrainSpec } from '../../spec/spec.ts';
import type { DataSource } from '../dataSource.ts';
import {
  lengthsOfParts,
  namedPartFiles,
  occurringTokens,
  type PartFile,
  readItems,
  readPartFiles,
} from '../partFiles.ts';
import { readTexts } from '../readers.ts';
import { classesAreKnown, type Labelled } from '../rules/classesAreKnown.ts';
import { classesAreLearned } from '../rules/classesAreLearned.ts';
import { partsHoldItems } from '../rules/partsHoldItems.ts';
import { tokensAreKnown } from '../rules/tokensAreKnown.ts';
import type { TaskData } from './taskData.ts';

/** `task: classify` of texts: a class for each. */
export const classifyTexts: TaskData<ClassifyTexts> = {
  files: (data) => namedPartFiles(data, readTexts[data.tokens], 'labelled texts'),
  shape: (data, source, train) => {
    const { vocabulary, classes } = factsOf(data, source, train);
    return vocabulary && classes && classifyShape('tokens', vocabulary, classes);
  },
  lengths: (data, source, train) => {
    const parts = partsOf(data, source, train);
    return parts && lengthsOfParts(parts, ({ tokens }) => tokens.length);
  },
  build: (data, source, train) => {
    const { vocabulary, classes } = factsOf(data, source, train);
    return buildTextDataset(
      present(partsOf(data, source, train), 'the texts'),
      present(vocabulary, 'the vocabulary'),
      present(classes, 'the classes'),
    );
  },
  sequencesIn: (data, text, { input }) => {
    const texts = parseTexts(text, data.tokens);
    return texts.kind === 'read' ? tokenSequences(texts.value, input.names) : texts;
  },
  facts: factsOf,
  width: ({ classes }, { output }) => ({
    words: countOf(output.names.length, 'class', 'classes'),
    keys: [classes ? 'classes' : 'train'],
  }),
  rules: [
    partsHoldItems({ one: 'text', many: 'texts' }),
    classesAreKnown(labelledFiles),
    classesAreLearned({ key: 'classes', one: 'class', owner: 'sequence' }, labelledFiles),
    tokensAreKnown((data) => readTexts[data.tokens]),
  ],
};

function partsOf(
  data: ClassifyTexts,
  source: DataSource,
  { seed }: TrainSpec,
): TextParts | undefined {
  return readItems(data, source, readTexts[data.tokens], {
    seed,
    itemsOf: ({ texts }) => texts,
    groupOf: ({ label }) => label,
  });
}

function factsOf(data: ClassifyTexts, source: DataSource, train: TrainSpec) {
  const { vocabulary, classes } = data;
  const parts = vocabulary && classes ? undefined : partsOf(data, source, train);
  if (!parts) {
    return { vocabulary, classes };
  }
  const reader = readTexts[data.tokens];
  const training = reader(source.read(data.train));
  const occurring = occurringTokens(data, source, reader);
  return {
    vocabulary: vocabulary ?? vocabularyOf(parts.train, data.min_count, occurring),
    classes: classes ?? (training.kind === 'read' ? training.value.classes : undefined),
  };
}

function labelledFiles(data: ClassifyTexts, source: DataSource): readonly PartFile<Labelled>[] {
  return readPartFiles(data, source, readTexts[data.tokens]).map(({ value, ...file }) => ({
    ...file,
    value: { classes: value.classes, labels: value.texts.map(({ label }) => label) },
  }));
}
