import { accuracy, mostFrequentAccuracy } from '../../data/accuracy.ts';
import type { TagDataset } from '../../data/tag/buildTagDataset.ts';
import { mostFrequentTagAccuracy } from '../../data/tag/mostFrequentTagAccuracy.ts';
import type { Task } from './task.ts';

/** Tags are judged by the share that is right, beside two ways to tell them without a model. */
export function tagTask({ shape, parts, sentences }: TagDataset): Task {
  return {
    measure: { name: 'accuracy', unit: '', better: 'larger' },
    needsPredictions: true,
    score: (part, { predictions }) => accuracy(shape, parts[part], predictions),
    baselines: (part) => [
      {
        kind: 'most-frequent-tag',
        score: mostFrequentTagAccuracy(sentences.train, sentences[part], shape.output.skip),
      },
      { kind: 'most-frequent', score: mostFrequentAccuracy(shape, parts.train, parts[part]) },
    ],
  };
}
