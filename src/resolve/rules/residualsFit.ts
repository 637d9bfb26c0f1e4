import { errorAt, type Problem, withFixes } from '../../base/problem.ts';
import { judgeLayers } from '../judgeLayers.ts';
import { layerPath } from '../layerPath.ts';
import type { Rule } from '../ruleContext.ts';

/** A layer that adds its input to its output has both equally wide, at least further up its stack. */
export const residualsFit: Rule = ({ document, spec, layers }) =>
  judgeLayers(spec, (layer, specIndex): readonly Problem[] => {
    const stack = layers?.filter((one) => one.specIndex === specIndex) ?? [];
    const [first] = stack;
    const isIdle = stack.every((one) => one.kind === 'recurrent' && !one.residual);
    if (layer.kind !== 'recurrent' || !layer.residual || !first || !isIdle) {
      return [];
    }
    const path = layerPath(layer, specIndex);
    const { inputSize, outputSize } = first;
    const message = `"residual" of layer "${layer.cell}" adds its input to its output, but the one is ${inputSize} wide and the other ${outputSize}: make them equal, or leave "residual" out`;
    const related = [
      { range: document.rangeOf(`${path}/hidden`), message: 'What comes out is set here' },
    ];
    const before = spec.model[specIndex - 1];
    if (before) {
      const range = document.keyRangeOf(layerPath(before, specIndex - 1));
      related.push({ range, message: 'What goes in comes from this layer' });
    }
    const range = document.keyRangeOf(`${path}/residual`);
    const problem = errorAt(range, 'model.size-conflict', message, related);
    return [withFixes(problem, [document.removal(`${path}/residual`)])];
  });
