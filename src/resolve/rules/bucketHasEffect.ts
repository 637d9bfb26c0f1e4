import { warningAt, withFixes } from '../../base/problem.ts';
import type { Rule } from '../ruleContext.ts';

/** Only sequences of unequal length can be put together by length. */
export const bucketHasEffect: Rule = ({ document, shape }) => {
  if (!shape || shape.ragged || !document.isWritten('train/bucket')) {
    return [];
  }
  const message = '"bucket" has no effect here, as all sequences are equally long: leave it out';
  const problem = warningAt(document.keyRangeOf('train/bucket'), 'spec.no-effect', message);
  return [withFixes(problem, [document.removal('train/bucket')])];
};
