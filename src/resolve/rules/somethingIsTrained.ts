import { errorAt } from '../../base/problem.ts';
import type { Rule } from '../ruleContext.ts';

/** At least one layer with parameters is trained. */
export const somethingIsTrained: Rule = ({ document, parameters = [] }) => {
  if (parameters.length === 0 || parameters.some(({ parameter }) => parameter.trainable)) {
    return [];
  }
  const message =
    'Every layer of "model" has "trainable: false", so there is nothing to train: leave it out in one of them';
  return [errorAt(document.keyRangeOf('model'), 'model.nothing-trained', message)];
};
