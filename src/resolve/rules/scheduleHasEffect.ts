import { countOf } from '../../base/counts.ts';
import { errorAt, type Problem, warningAt, withFixes } from '../../base/problem.ts';
import { relatedAt } from '../relatedAt.ts';
import type { Rule, RuleContext } from '../ruleContext.ts';

/** A schedule lowers the learning rate before training ends. */
export const scheduleHasEffect: Rule = (context) => {
  const { schedule, optimizer, epochs } = context.spec.train;
  const { rate } = optimizer;
  switch (schedule.kind) {
    case 'constant':
      return [];
    case 'step':
      return schedule.every < epochs
        ? []
        : [
            idle(
              context,
              'step/every',
              `Every ${countOf(schedule.every, 'epoch')} is never, because training ends after ${countOf(epochs, 'epoch')}: make it smaller, or leave the schedule out`,
            ),
          ];
    case 'cosine':
      return schedule.to < rate ? [] : [notBelow(context, 'cosine/to', schedule.to)];
    case 'plateau':
      return schedule.min < rate ? [] : [notBelow(context, 'plateau/min', schedule.min)];
  }
};

function idle({ document }: RuleContext, path: string, message: string): Problem {
  const range = document.rangeOf(`train/schedule/${path}`);
  const removal = document.removal('train/schedule');
  const related = relatedAt(document, 'train/epochs', 'Training ends here');
  return withFixes(warningAt(range, 'spec.no-effect', message, related), [removal]);
}

function notBelow({ document, spec }: RuleContext, path: string, end: number): Problem {
  const { kind, rate } = spec.train.optimizer;
  const message = `A schedule lowers the learning rate, but ${end} is not below the ${rate} of optimizer "${kind}": make it smaller`;
  const related = relatedAt(document, 'train/optimizer', 'The learning rate is set here');
  const range = document.rangeOf(`train/schedule/${path}`);
  return errorAt(range, 'spec.wrong-value', message, related);
}
