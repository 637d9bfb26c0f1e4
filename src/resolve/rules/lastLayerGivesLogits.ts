import { type Problem, warningAt, withFixes } from '../../base/problem.ts';
import { layerPath } from '../layerPath.ts';
import { relatedAt } from '../relatedAt.ts';
import type { Rule } from '../ruleContext.ts';

/** Where outputs become probabilities, the last layer has no function of its own. */
export const lastLayerGivesLogits: Rule = ({ document, spec, shape }): readonly Problem[] => {
  const specIndex = spec.model.length - 1;
  const last = spec.model[specIndex];
  const kind = shape?.output.kind ?? 'values';
  if (last?.kind !== 'linear' || last.activation === 'none' || kind === 'values') {
    return [];
  }
  const own = kind === 'classes' ? 'softmax' : 'sigmoid';
  const message = `"activation: ${last.activation}" of the last layer stands before the ${own} that task "${spec.task}" adds by itself, so that not every probability can be reached: remove it`;
  const path = `${layerPath(last, specIndex)}/activation`;
  const related = relatedAt(document, 'task', 'The task is set here');
  const range = document.rangeOf(path);
  const problem = warningAt(range, 'model.head-activation', message, related);
  return [withFixes(problem, [document.removal(path)])];
};
