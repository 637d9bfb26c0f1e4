import type { PolyphonyDataset } from '../../data/polyphony/buildPolyphonyDataset.ts';
import { frequencyLoss } from '../../data/polyphony/polyphonyBaselines.ts';
import type { Task } from './task.ts';

/** Polyphony is judged by its loss: the negative log-likelihood of a time step in nats. */
export function polyphonyTask(dataset: PolyphonyDataset): Task {
  return {
    measure: { name: 'loss per step', unit: 'nats', better: 'smaller' },
    needsPredictions: false,
    score: (_part, { loss }) => loss,
    baselines: (part) => [
      { kind: 'frequencies', score: frequencyLoss(dataset, dataset.parts[part]) },
    ],
  };
}
