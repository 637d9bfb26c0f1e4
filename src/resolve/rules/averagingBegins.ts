import { warningAt } from '../../base/problem.ts';
import { countOf } from '../dataFacts.ts';
import type { Rule } from '../ruleContext.ts';

/** Averaging begins before training ends. */
export const averagingBegins: Rule = ({ document, spec }) => {
  const { average, epochs } = spec.train;
  if (!average || average.start <= epochs) {
    return [];
  }
  const message = `Averaging has no effect, because training ends after ${countOf(epochs, 'epoch')} and it would start in epoch ${average.start}: start it earlier`;
  return [warningAt(document.rangeOf('train/average/start'), 'spec.no-effect', message)];
};
