import { type Problem, warningAt } from '../../base/problem.ts';
import { countOf } from '../dataFacts.ts';
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
        ? [idle(context, path, `training stops after a patience of ${stop.patience}`)]
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
  return [idle(context, path, `training ends after ${end}`, `, or ${otherwise}`)];
}

function idle({ document }: RuleContext, path: string, reason: string, otherwise = ''): Problem {
  const place = document.rangeOf(`${path}/patience`);
  const message = `This patience has no effect, because ${reason}: make it smaller${otherwise}`;
  return warningAt(place, 'spec.no-effect', message);
}
