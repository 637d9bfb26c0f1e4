import { planBatches } from '../data/planBatches.ts';
import type { RuleContext } from './ruleContext.ts';

/** How long a training is. */
export interface TrainingLength {
  readonly batchesPerEpoch: number;
  /** Training steps of the whole training. */
  readonly steps: number;
  /** Evaluations of the whole training. */
  readonly evaluations: number;
}

/** The length, where the data is known; where sequences are cut it may differ a little by epoch. */
export function trainingLength({ spec, lengths }: RuleContext): TrainingLength | undefined {
  const { epochs, batch, bucket, accumulate, truncate, evaluate } = spec.train;
  const sequences = lengths?.train ?? [];
  if (sequences.length === 0) {
    return undefined;
  }
  const batchesPerEpoch =
    truncate === undefined
      ? Math.ceil(sequences.length / batch)
      : planBatches(sequences, { batch, bucket, truncate }).length;
  const steps = epochs * Math.ceil(batchesPerEpoch / accumulate);
  const evaluations = evaluate ? Math.ceil(steps / evaluate.every) : epochs;
  return { batchesPerEpoch, steps, evaluations };
}
