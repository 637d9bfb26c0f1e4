import type { RegressDataset } from '../../data/regress/buildRegressDataset.ts';
import { meanError } from '../../data/regress/meanError.ts';
import type { Task } from './task.ts';

/** Numbers are judged by their mean squared error, beside always telling the mean. */
export function regressTask(dataset: RegressDataset): Task {
  return {
    measure: { name: 'mean squared error', unit: '', better: 'smaller' },
    needsPredictions: false,
    score: (_part, { loss }) => loss,
    baselines: (part) => [{ kind: 'mean', score: meanError(dataset, dataset.parts[part]) }],
  };
}
