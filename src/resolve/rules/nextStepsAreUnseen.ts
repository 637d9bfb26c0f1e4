import { errorAt, type Problem, withFixes } from '../../base/problem.ts';
import { judgeLayers } from '../judgeLayers.ts';
import { layerPath } from '../layerPath.ts';
import { relatedAt } from '../relatedAt.ts';
import type { Rule } from '../ruleContext.ts';

/** A model that predicts the next step of its own input must not see it. */
export const nextStepsAreUnseen: Rule = ({ document, spec }) =>
  judgeLayers(spec, (layer, specIndex): readonly Problem[] => {
    if (layer.kind !== 'recurrent' || layer.direction === 'forward') {
      return [];
    }
    const message = `"direction: ${layer.direction}" of layer "${layer.cell}" shows the model what it is to predict, since in task "${spec.task}" the targets are the next inputs: write "direction: forward"`;
    const path = `${layerPath(layer, specIndex)}/direction`;
    const related = relatedAt(document, 'task', 'The task is set here');
    const problem = errorAt(document.rangeOf(path), 'model.sees-targets', message, related);
    return [withFixes(problem, [document.replacement(path, 'forward')])];
  });
