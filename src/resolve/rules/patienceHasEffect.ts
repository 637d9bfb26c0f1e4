import { countOf } from '../../base/counts.ts';
import { type Problem, warningAt } from '../../base/problem.ts';
import { relatedAt } from '../relatedAt.ts';
import type { Rule, RuleContext } from '../ruleContext.ts';
import { trainingLength } from '../trainingLength.ts';

/** Patience can run out before training ends, for stopping and for the learning rate. */
export const patienceHasEffect: Rule = (context) => {
  const { stop, schedule } = context.spec.train;
  const problems: Problem[] = [];
  if (stop) {
    problems.push(...judge(context, stop.patience, 'train/stop', 'write "stop: none"'));
  }
  if (schedule.kind === 'plateau') {
    const path = 'train/schedule/plateau';
    problems.push(
      ...(stop && stop.patience <= schedule.patience
        ? [
            idle(context, path, {
              reason: `training stops after a patience of ${stop.patience}`,
              because: 'train/stop/patience',
            }),
          ]
        : judge(context, schedule.patience, path, 'use another schedule')),
    );
  }
  return problems;
};

/** Whether training has more evaluations than are waited for. */
function judge(context: RuleContext, patience: number, path: string, otherwise: string) {
  const { epochs, evaluate } = context.spec.train;
  const evaluations = evaluate ? trainingLength(context)?.evaluations : epochs;
  if (evaluations === undefined || patience < evaluations) {
    return [];
  }
  const end = countOf(evaluations, evaluate ? 'evaluation' : 'epoch');
  const reason = `training ends after ${end}`;
  return [idle(context, path, { reason, because: 'train/epochs', otherwise: `, or ${otherwise}` })];
}

interface Reason {
  readonly reason: string;
  /** The path that it comes from. */
  readonly because: string;
  readonly otherwise?: string;
}

function idle(
  { document }: RuleContext,
  path: string,
  { reason, because, otherwise = '' }: Reason,
): Problem {
  const place = document.rangeOf(`${path}/patience`);
  const message = `This patience has no effect, because ${reason}: make it smaller${otherwise}`;
  const related = relatedAt(document, because, 'Training ends here');
  return warningAt(place, 'spec.no-effect', message, related);
}
