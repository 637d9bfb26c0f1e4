import { countOf } from '../../base/counts.ts';
import { present } from '../../base/invariant.ts';
import { parseInputSeries } from '../../data/archive/parseInputSeries.ts';
import { buildClassifyDataset, classifyShape } from '../../data/classify/buildClassifyDataset.ts';
import type { ClassifyArchives, ClassifyData } from '../../spec/spec.ts';
import {
  archiveFiles,
  archiveInputs,
  archiveLengths,
  readSeries,
  trainingArchive,
} from '../archives.ts';
import type { DataSource } from '../dataSource.ts';
import { type PartFile, readPartFiles } from '../partFiles.ts';
import { readArchive } from '../readers.ts';
import { archiveRules } from '../rules/archive/archiveRules.ts';
import { classesAreKnown, type Labelled } from '../rules/classesAreKnown.ts';
import { classesAreLearned } from '../rules/classesAreLearned.ts';
import { classifyTexts } from './classifyTexts.ts';
import { inForms, type TaskData } from './taskData.ts';

/** `task: classify`: a class for each sequence. */
export const classifyData: TaskData<ClassifyData> = inForms(
  (data) => ('tokens' in data ? classifyTexts : archives) as unknown as TaskData<ClassifyData>,
);

const archives: TaskData<ClassifyArchives> = {
  files: archiveFiles,
  shape: (data, source) => {
    const { inputs, classes } = factsOf(data, source);
    return inputs && classes && classifyShape('values', inputs, classes);
  },
  lengths: (data, source, { seed }) => archiveLengths(data, source, seed),
  build: (data, source, { seed }, scalers) => {
    const { inputs, classes } = factsOf(data, source);
    return buildClassifyDataset(
      present(readSeries(data, source, seed), 'the series'),
      {
        inputs: present(inputs, 'inputs'),
        classes: present(classes, 'classes'),
        scale: data.scale,
      },
      scalers?.inputScaler,
    );
  },
  sequencesIn: (_data, text, shape, scaler) => parseInputSeries(text, shape, scaler),
  facts: factsOf,
  width: ({ classes }, { output }) => ({
    words: countOf(output.names.length, 'class', 'classes'),
    keys: [classes ? 'classes' : 'train'],
  }),
  rules: [
    ...archiveRules,
    classesAreKnown(labelledFiles),
    classesAreLearned({ key: 'classes', one: 'class', owner: 'sequence' }, labelledFiles),
  ],
};

function factsOf(data: ClassifyArchives, source: DataSource) {
  return {
    inputs: archiveInputs(data, source),
    classes: data.classes ?? trainingArchive(data, source)?.classes,
  };
}

function labelledFiles(data: ClassifyArchives, source: DataSource): readonly PartFile<Labelled>[] {
  return readPartFiles(data, source, readArchive).map(({ value, ...file }) => ({
    ...file,
    value: { classes: value.classes, labels: value.series.map(({ label }) => label) },
  }));
}
