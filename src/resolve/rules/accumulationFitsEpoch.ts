import { countOf } from '../../base/counts.ts';
import { warningAt, withFixes } from '../../base/problem.ts';
import { relatedAt } from '../relatedAt.ts';
import type { Rule } from '../ruleContext.ts';
import { trainingLength } from '../trainingLength.ts';

/** A training step takes no more batches than an epoch has. */
export const accumulationFitsEpoch: Rule = (context) => {
  const { accumulate } = context.spec.train;
  const batches = trainingLength(context)?.batchesPerEpoch;
  if (batches === undefined || accumulate <= batches) {
    return [];
  }
  const message = `An epoch has only ${countOf(batches, 'batch', 'batches')}, so each step takes them all: write "accumulate: ${batches}", or less`;
  const { document } = context;
  const range = document.rangeOf('train/accumulate');
  const fix = document.replacement('train/accumulate', `${batches}`);
  const related = relatedAt(document, 'train/batch', 'The batch is set here');
  return [withFixes(warningAt(range, 'train.batch-too-large', message, related), [fix])];
};
