import type { RegressDataset } from '../../data/regress/buildRegressDataset.ts';
import { meanError } from '../../data/regress/meanError.ts';
import type { Task } from './task.ts';

/** Numbers are judged by their mean squared error, beside always telling the mean. */
export function regressTask(dataset: RegressDataset): Task {
  // There is one target, so its unit is all that lies between the loss and the measure.
  const unit = (dataset.targetScaler.scale[0] ?? 1) ** 2;
  return {
    measure: { name: 'mean squared error', unit: '', better: 'smaller' },
    needsPredictions: false,
    score: (_part, { loss }) => loss * unit,
    baselines: (part) => [{ kind: 'mean', score: meanError(dataset, dataset.parts[part]) * unit }],
  };
}
