import { addingShape, generateAdding } from '../../data/regress/generateAdding.ts';
import type { RegressData } from '../../spec/spec.ts';
import { countOf } from '../dataFacts.ts';
import { generatedDataFits } from '../rules/regress/generatedDataFits.ts';
import type { TaskData } from './taskData.ts';

/** `task: regress`: a number for each sequence. */
export const regressData: TaskData<RegressData> = {
  files: () => [],
  shape: () => addingShape,
  lengths: ({ generate }) => {
    const { steps, train, validation, test } = generate;
    const lengths = (count: number) => new Array<number>(count).fill(steps);
    return { train: lengths(train), validation: lengths(validation), test: lengths(test) };
  },
  build: ({ generate }) => generateAdding(generate),
  width: (_data, { output }) => ({
    words: countOf(output.names.length, 'target'),
    keys: ['generate'],
  }),
  rules: [generatedDataFits],
};
