import type { Part } from '../dataset.ts';
import type { PolyphonyDataset } from './buildPolyphonyDataset.ts';

/**
 * The loss per time step of a model that gives every pitch the share of the training part's steps at
 * which it sounds, with one step more of each kind, so that nothing is impossible.
 */
export function frequencyLoss({ parts, shape }: PolyphonyDataset, part: Part): number {
  const width = shape.output.names.length;
  const counts = new Float64Array(width);
  const trained = countFlags(parts.train, shape.output.skip, counts);
  const shares = counts.map((count) => (count + 1) / (trained + 2));
  const sounding = new Float64Array(width);
  const steps = countFlags(part, shape.output.skip, sounding);
  return shares.reduce((sum, share, pitch) => {
    const on = sounding[pitch] ?? 0;
    return sum - (on * Math.log(share) + (steps - on) * Math.log(1 - share)) / steps;
  }, 0);
}

/** Adds up per flag at how many of the counted steps it is set; gives the number of those steps. */
function countFlags({ sequences }: Part, skip: number, counts: Float64Array): number {
  let steps = 0;
  for (const { length, targets } of sequences) {
    for (let step = skip; step < length; step++) {
      for (let flag = 0; flag < counts.length; flag++) {
        counts[flag] = (counts[flag] ?? 0) + (targets[step * counts.length + flag] ?? 0);
      }
      steps += 1;
    }
  }
  return steps;
}
