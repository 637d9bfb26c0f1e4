import type { BatchOptions } from '../data/planBatches.ts';
import type { Model } from '../resolve/model.ts';

/** How a model's data is put into batches. */
export function batchOptions({ spec, ragged }: Model): BatchOptions {
  const { batch, bucket, truncate } = spec.train;
  return { batch, bucket: ragged && bucket, truncate };
}
