import { errorAt, type Problem, withFixes } from '../../base/problem.ts';
import { judgeLayers } from '../judgeLayers.ts';
import type { Rule } from '../ruleContext.ts';

/** Only the last layer's width follows from the task; a linear layer before it states its own. */
export const innerSizesAreStated: Rule = ({ document, spec }) =>
  judgeLayers(spec, (layer, index): readonly Problem[] => {
    const isLast = index === spec.model.length - 1;
    if (layer.kind !== 'linear' || isLast || layer.size !== undefined) {
      return [];
    }
    const message =
      '"size" is missing in layer "linear": only the width of the last layer follows from the task, so write "linear: {size: 16}"';
    const path = `model/${index}`;
    const fix = document.isWritten(`${path}/linear`)
      ? document.addition(`${path}/linear`, 'size: 16')
      : document.replacement(path, 'linear: {size: 16}');
    return [withFixes(errorAt(document.keyRangeOf(path), 'spec.missing-key', message), [fix])];
  });
