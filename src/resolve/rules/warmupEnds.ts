import { countOf } from '../../base/counts.ts';
import { warningAt } from '../../base/problem.ts';
import { relatedAt } from '../relatedAt.ts';
import type { Rule } from '../ruleContext.ts';
import { trainingLength } from '../trainingLength.ts';

/** The learning rate reaches its full height before training ends. */
export const warmupEnds: Rule = (context) => {
  const { warmup } = context.spec.train;
  const steps = trainingLength(context)?.steps;
  if (steps === undefined || warmup < steps) {
    return [];
  }
  const message = `A warm-up of ${countOf(warmup, 'step')} does not end before the training, which has ${countOf(steps, 'step')}: make it shorter, or train for more epochs`;
  const { document } = context;
  const related = relatedAt(document, 'train/epochs', 'Training ends here');
  const range = document.rangeOf('train/warmup');
  return [warningAt(range, 'train.warmup-too-long', message, related)];
};
