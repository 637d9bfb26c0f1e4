import type { AverageSpec } from '../spec/spec.ts';

/**
 * How far the mean of the parameters goes to the new ones in a training step of an epoch (from 1),
 * where it is taken over so many steps already; 0 before averaging begins. A mean with decay β over n
 * steps weighs the newest by (1 − β) / (1 − βⁿ), so that the weights of all steps sum to 1.
 */
export function averagingShare(
  { decay, start }: AverageSpec,
  epoch: number,
  averaged: number,
): number {
  if (epoch < start) {
    return 0;
  }
  const count = averaged + 1;
  return decay === undefined ? 1 / count : (1 - decay) / (1 - decay ** count);
}
