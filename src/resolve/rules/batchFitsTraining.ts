import { countOf } from '../../base/counts.ts';
import { warningAt, withFixes } from '../../base/problem.ts';
import { relatedData } from '../relatedAt.ts';
import type { Rule } from '../ruleContext.ts';

/** A batch that the spec states is not larger than the training part. */
export const batchFitsTraining: Rule = ({ document, spec, lengths }) => {
  const sequences = lengths?.train.length ?? 0;
  const { batch } = spec.train;
  if (sequences === 0 || batch <= sequences || !document.isWritten('train/batch')) {
    return [];
  }
  const message = `A batch of ${batch} is larger than the training part, so each step sees all ${countOf(sequences, 'sequence')}: write "batch: ${sequences}", or a smaller one`;
  const related = relatedData(document, 'train', 'The sequences come from here');
  const range = document.rangeOf('train/batch');
  const problem = warningAt(range, 'train.batch-too-large', message, related);
  return [withFixes(problem, [document.replacement('train/batch', `${sequences}`)])];
};
