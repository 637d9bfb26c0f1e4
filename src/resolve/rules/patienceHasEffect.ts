import { warningAt } from '../../base/problem.ts';
import type { Rule } from '../ruleContext.ts';

/** Training can stop early before it ends by itself. */
export const patienceHasEffect: Rule = ({ document, spec }) => {
  const { stop, epochs } = spec.train;
  if (!stop || stop.patience < epochs) {
    return [];
  }
  const message = `A patience of ${stop.patience} has no effect, because training ends after ${epochs} epochs: make it smaller, or write "stop: none"`;
  return [warningAt(document.rangeOf('train/stop/patience'), 'spec.no-effect', message)];
};
