import { errorAt, type Problem, withFixes } from '../../base/problem.ts';
import { judgeLayers } from '../judgeLayers.ts';
import { relatedAt } from '../relatedAt.ts';
import type { Rule } from '../ruleContext.ts';

/** An embedding is the first layer, and what goes into it are tokens. */
export const embeddingsReadTokens: Rule = ({ document, spec, shape }) =>
  judgeLayers(spec, (layer, specIndex): readonly Problem[] => {
    const isRight = specIndex === 0 && shape?.input.kind === 'tokens';
    if (!shape || layer.kind !== 'embedding' || isRight) {
      return [];
    }
    const message =
      shape.input.kind === 'tokens'
        ? 'Layer "embedding" reads tokens, which only go into the first layer: put it first in "model"'
        : `Layer "embedding" reads tokens, but the data of task "${spec.task}" are numbers: use "- linear: {size: 32}" instead`;
    const range = document.keyRangeOf(`model/${specIndex}`);
    const related = relatedAt(document, 'task', 'The task is set here');
    const problem = errorAt(range, 'model.embedding-misplaced', message, related);
    const linear = document.replacement(`model/${specIndex}`, 'linear: {size: 32}');
    return [withFixes(problem, [shape.input.kind === 'tokens' ? undefined : linear])];
  });
