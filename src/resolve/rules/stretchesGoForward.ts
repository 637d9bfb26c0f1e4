import { errorAt, type Problem, withFixes } from '../../base/problem.ts';
import { judgeLayers } from '../judgeLayers.ts';
import { layerPath } from '../layerPath.ts';
import type { Rule } from '../ruleContext.ts';

/** States go on from one stretch of a sequence to the next only forward in time. */
export const stretchesGoForward: Rule = ({ document, spec }) => {
  const { truncate, carry } = spec.train;
  if (truncate === undefined || !carry) {
    return [];
  }
  return judgeLayers(spec, (layer, specIndex): readonly Problem[] => {
    if (layer.kind !== 'recurrent' || layer.direction === 'forward') {
      return [];
    }
    const message = `"direction: ${layer.direction}" of layer "${layer.cell}" needs the end of a sequence first, but with "truncate" and "carry" training goes through it in stretches: use "direction: forward", or "carry: false"`;
    const path = `${layerPath(layer, specIndex)}/direction`;
    const related = [
      { range: document.rangeOf('train/truncate'), message: 'Stretches are made here' },
    ];
    const range = document.rangeOf(path);
    const problem = errorAt(range, 'model.needs-whole-sequence', message, related);
    return [withFixes(problem, [document.replacement(path, 'forward')])];
  });
};
