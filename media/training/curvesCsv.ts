import type { EpochMetrics } from '../../src/protocol/runEvents.ts';
import { formatCsv } from '../shared/csv.ts';

/** Everything that is known of every epoch, one line each, in full precision. */
export function curvesCsv(epochs: readonly EpochMetrics[]): string {
  return formatCsv([
    columns.map(([name]) => name),
    ...epochs.map((epoch) => columns.map(([, key]) => String(epoch[key]))),
  ]);
}

const columns: readonly (readonly [string, keyof EpochMetrics])[] = [
  ['epoch', 'epoch'],
  ['step', 'step'],
  ['training_loss', 'trainLoss'],
  ['validation_loss', 'validationLoss'],
  ['validation_score', 'validationScore'],
  ['gradient_norm', 'gradientNorm'],
  ['clipped_share', 'clipped'],
  ['learning_rate', 'learningRate'],
  ['best', 'best'],
];
