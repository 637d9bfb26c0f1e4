import type { DataShape } from '../dataShape.ts';
import type { Part } from '../dataset.ts';

/**
 * The mean cross entropy per step of a model that gives every class the share of the training part's
 * steps that it has, with one step more of each, so that nothing is impossible.
 */
export function classFrequencyLoss({ output }: DataShape, train: Part, part: Part): number {
  const counts = new Float64Array(output.names.length).fill(1);
  for (const { targets } of train.sequences) {
    for (const target of targets) {
      counts[target] = (counts[target] ?? 0) + 1;
    }
  }
  const all = counts.reduce((sum, count) => sum + count, 0);
  let [loss, steps] = [0, 0];
  for (const { targets } of part.sequences) {
    for (const target of targets) {
      loss -= Math.log((counts[target] ?? Number.NaN) / all);
    }
    steps += targets.length;
  }
  return loss / steps;
}
