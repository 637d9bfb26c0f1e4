import { warningAt, withFixes } from '../../base/problem.ts';
import type { Rule } from '../ruleContext.ts';

/** Nesterov's form is one of momentum: without any there is nothing to look ahead along. */
export const nesterovNeedsMomentum: Rule = ({ document, spec }) => {
  const { optimizer } = spec.train;
  if (optimizer.kind !== 'sgd' || !optimizer.nesterov || optimizer.momentum > 0) {
    return [];
  }
  const message = `"nesterov" has no effect without momentum: add "momentum: 0.9" to optimizer "sgd"`;
  const path = 'train/optimizer/sgd';
  const range = document.keyRangeOf(`${path}/nesterov`);
  const momentum = document.isWritten(`${path}/momentum`)
    ? document.replacement(`${path}/momentum`, '0.9')
    : document.addition(path, 'momentum: 0.9');
  const fixes = [momentum, document.removal(`${path}/nesterov`)];
  return [withFixes(warningAt(range, 'spec.no-effect', message), fixes)];
};
