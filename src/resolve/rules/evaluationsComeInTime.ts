import { countOf } from '../../base/counts.ts';
import { warningAt, withFixes } from '../../base/problem.ts';
import { relatedAt } from '../relatedAt.ts';
import type { Rule } from '../ruleContext.ts';
import { trainingLength } from '../trainingLength.ts';

/** Training is long enough for an evaluation before its end. */
export const evaluationsComeInTime: Rule = (context) => {
  const { evaluate } = context.spec.train;
  const steps = trainingLength(context)?.steps;
  if (!evaluate || steps === undefined || evaluate.every < steps) {
    return [];
  }
  const message = `Every ${countOf(evaluate.every, 'step')} is never, because training has ${countOf(steps, 'step')}, so that only its end is evaluated: make it smaller, or write "evaluate: none"`;
  const { document } = context;
  const related = relatedAt(document, 'train/epochs', 'Training ends here');
  const range = document.rangeOf('train/evaluate/every');
  const problem = warningAt(range, 'spec.no-effect', message, related);
  return [withFixes(problem, [document.replacement('train/evaluate', 'none')])];
};
