import { warningAt, withFixes } from '../../base/problem.ts';
import type { ParameterKind } from '../../spec/spec.ts';
import type { Rule } from '../ruleContext.ts';

/** Weight decay that is stated for a kind of parameter finds parameters of that kind. */
export const decayHasEffect: Rule = ({ document, spec, parameters }) => {
  if (!parameters) {
    return [];
  }
  const { optimizer } = spec.train;
  const path = `train/optimizer/${optimizer.kind}/decay`;
  const present = new Set(parameters.map(({ parameter }) => parameter.kind));
  const kinds = Object.keys(optimizer.decay) as ParameterKind[];
  const idle = kinds.filter((kind) => !present.has(kind) && document.isWritten(`${path}/${kind}`));
  return idle.map((kind) => {
    const message = `Decay of "${kind}" has no effect, because the model has no parameters of that kind: remove it`;
    const place = `${path}/${kind}`;
    const problem = warningAt(document.keyRangeOf(place), 'spec.no-effect', message);
    return withFixes(problem, [document.removal(place)]);
  });
};
