import type { LanguageDataset } from '../../data/language/buildLanguageDataset.ts';
import { classFrequencyLoss } from '../../data/language/classFrequencyLoss.ts';
import type { Task } from './task.ts';

/** Language is judged by its perplexity, the exponential of the mean loss per token. */
export function languageTask({ shape, parts }: LanguageDataset): Task {
  return {
    measure: { name: 'perplexity', unit: '', better: 'smaller' },
    needsPredictions: false,
    score: (_part, { loss }) => Math.exp(loss),
    baselines: (part) => [
      {
        kind: 'frequencies',
        score: Math.exp(classFrequencyLoss(shape, parts.train, parts[part])),
      },
    ],
  };
}
