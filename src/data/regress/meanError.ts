import type { Part } from '../dataset.ts';
import type { RegressDataset } from './buildRegressDataset.ts';

/** The mean squared error, in scaled units, of predicting the training part's mean for each target. */
export function meanError({ parts, shape }: RegressDataset, part: Part): number {
  const means = shape.output.names.map((_, target) =>
    meanOf(parts.train, ({ targets }) => targets[target] as number),
  );
  return meanOf(part, ({ targets }) => {
    const squares = means.map((mean, target) => ((targets[target] as number) - mean) ** 2);
    return squares.reduce((sum, square) => sum + square, 0) / squares.length;
  });
}

function meanOf({ sequences }: Part, value: (one: Part['sequences'][number]) => number): number {
  return sequences.reduce((sum, one) => sum + value(one), 0) / sequences.length;
}
