import { countOf } from '../../base/counts.ts';
import { warningAt, withFixes } from '../../base/problem.ts';
import { relatedAt } from '../relatedAt.ts';
import type { Rule } from '../ruleContext.ts';

/** Averaging begins before training ends. */
export const averagingBegins: Rule = ({ document, spec }) => {
  const { average, epochs } = spec.train;
  if (!average || average.start <= epochs) {
    return [];
  }
  const message = `Averaging has no effect, because training ends after ${countOf(epochs, 'epoch')} and it would start in epoch ${average.start}: start it earlier`;
  const related = relatedAt(document, 'train/epochs', 'Training ends here');
  const range = document.rangeOf('train/average/start');
  const problem = warningAt(range, 'spec.no-effect', message, related);
  return [withFixes(problem, [document.removal('train/average')])];
};
