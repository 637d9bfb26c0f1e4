import { present } from '../../base/invariant.ts';
import { buildClassifyDataset, classifyShape } from '../../data/classify/buildClassifyDataset.ts';
import type { ClassifyData } from '../../spec/spec.ts';
import {
  archiveFiles,
  archiveInputs,
  archiveLengths,
  readSeries,
  trainingArchive,
} from '../archives.ts';
import { countOf } from '../dataFacts.ts';
import type { DataSource } from '../dataSource.ts';
import { archiveRules } from '../rules/archive/archiveRules.ts';
import { classesAreKnown } from '../rules/classify/classesAreKnown.ts';
import type { TaskData } from './taskData.ts';

/** `task: classify`: a class for each sequence. */
export const classifyData: TaskData<ClassifyData> = {
  files: archiveFiles,
  shape: (data, source) => {
    const { inputs, classes } = withFacts(data, source);
    return inputs && classes && classifyShape({ inputs, classes });
  },
  lengths: (data, source, { seed }) => archiveLengths(data, source, seed),
  build: (data, source, { seed }, scalers) => {
    const { inputs, classes } = withFacts(data, source);
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
  withFacts,
  width: ({ classes }, { output }) => ({
    words: countOf(output.names.length, 'class', 'classes'),
    keys: [classes ? 'classes' : 'train'],
  }),
  rules: [...archiveRules, classesAreKnown],
};

function withFacts(data: ClassifyData, source: DataSource): ClassifyData {
  return {
    ...data,
    inputs: archiveInputs(data, source),
    classes: data.classes ?? trainingArchive(data, source)?.classes,
  };
}
