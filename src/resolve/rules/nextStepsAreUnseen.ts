import { errorAt, type Problem } from '../../base/problem.ts';
import { layerPath } from '../layerPath.ts';
import type { Rule } from '../ruleContext.ts';

/** A model that predicts the next step of its own input must not see it. */
export const nextStepsAreUnseen: Rule = ({ document, spec }) =>
  spec.model.flatMap((layer, specIndex): readonly Problem[] => {
    if (layer.kind !== 'recurrent' || layer.direction === 'forward') {
      return [];
    }
    const message = `"direction: ${layer.direction}" of layer "${layer.cell}" shows the model what it is to predict, since in task "${spec.task}" the targets are the next inputs: write "direction: forward"`;
    const range = document.rangeOf(`${layerPath(layer, specIndex)}/direction`);
    return [errorAt(range, 'model.sees-targets', message)];
  });
