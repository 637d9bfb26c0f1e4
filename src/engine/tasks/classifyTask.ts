import { accuracy, mostFrequentAccuracy } from '../../data/accuracy.ts';
import type { ClassifyDataset } from '../../data/classify/buildClassifyDataset.ts';
import type { Task } from './task.ts';

/** Classes are judged by the share that is right, beside always telling the most frequent one. */
export function classifyTask({ shape, parts }: ClassifyDataset): Task {
  return {
    measure: { name: 'accuracy', unit: '', better: 'larger' },
    needsPredictions: true,
    score: (part, { predictions }) => accuracy(shape, parts[part], predictions),
    baselines: (part) => [
      { kind: 'most-frequent', score: mostFrequentAccuracy(shape, parts.train, parts[part]) },
    ],
  };
}
