import { warningAt } from '../../base/problem.ts';
import type { Rule } from '../ruleContext.ts';

/** Some layer carries a state from step to step; without one only the last row counts. */
export const modelIsRecurrent: Rule = ({ document, spec }) => {
  if (spec.model.some((layer) => layer.kind === 'recurrent')) {
    return [];
  }
  const message =
    'No layer of "model" is recurrent, so each prediction sees only the last time step before it: add a layer such as "- lstm: {hidden: 32}" in front';
  return [warningAt(document.keyRangeOf('model'), 'model.no-recurrence', message)];
};
