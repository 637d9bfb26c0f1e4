import { present } from '../../base/invariant.ts';
import { parseInputSeries } from '../../data/archive/parseInputSeries.ts';
import { eachPart } from '../../data/dataset.ts';
import { buildRegressDataset, regressShape } from '../../data/regress/buildRegressDataset.ts';
import { addingShape, generateAdding } from '../../data/regress/generateAdding.ts';
import type { RegressArchives, RegressData, RegressGenerated } from '../../spec/spec.ts';
import { archiveFiles, archiveInputs, archiveLengths, readSeries } from '../archives.ts';
import { archiveRules } from '../rules/archive/archiveRules.ts';
import { generatedDataFits } from '../rules/regress/generatedDataFits.ts';
import { inForms, type TaskData } from './taskData.ts';

/** `task: regress`: a number for each sequence. */
export const regressData: TaskData<RegressData> = inForms(
  (data) => ('generate' in data ? generated : archives) as unknown as TaskData<RegressData>,
);

const generated: TaskData<RegressGenerated> = {
  files: () => [],
  shape: () => addingShape,
  lengths: ({ generate }) => {
    return eachPart((part) => new Array<number>(generate[part]).fill(generate.steps));
  },
  build: ({ generate }) => generateAdding(generate),
  sequencesIn: (_data, text, shape, scaler) => parseInputSeries(text, shape, scaler),
  width: () => ({ words: '1 target', keys: ['generate'] }),
  rules: [generatedDataFits],
};

const archives: TaskData<RegressArchives> = {
  files: archiveFiles,
  shape: (data, source) => {
    const inputs = archiveInputs(data, source);
    return inputs && regressShape(inputs, 'target', true);
  },
  lengths: (data, source, { seed }) => archiveLengths(data, source, seed),
  build: (data, source, { seed }, scalers) =>
    buildRegressDataset(
      present(readSeries(data, source, seed), 'the series'),
      { inputs: present(archiveInputs(data, source), 'inputs'), scale: data.scale },
      scalers,
    ),
  sequencesIn: (_data, text, shape, scaler) => parseInputSeries(text, shape, scaler),
  facts: (data, source) => ({ inputs: archiveInputs(data, source) }),
  width: () => ({ words: '1 target', keys: ['train'] }),
  rules: archiveRules,
};
