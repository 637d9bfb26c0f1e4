import { type Problem, warningAt, withFixes } from '../../base/problem.ts';
import { reluStates } from '../../cells/reluStates.ts';
import type { RecurrentSpec } from '../../spec/spec.ts';
import { judgeLayers } from '../judgeLayers.ts';
import { layerPath } from '../layerPath.ts';
import { plainCell } from '../plainCell.ts';
import { relatedAt } from '../relatedAt.ts';
import type { Rule, RuleContext } from '../ruleContext.ts';

/** The gradient is clipped where a recurrence goes through relu, which limits nothing. */
export const reluIsClipped: Rule = (context) =>
  context.spec.train.clip
    ? []
    : judgeLayers(context.spec, (layer, specIndex) =>
        layer.kind === 'recurrent' ? judge(context, layer, specIndex) : [],
      );

function judge(
  { document, cells }: RuleContext,
  layer: RecurrentSpec,
  specIndex: number,
): readonly Problem[] {
  const definition = cells.get(layer.cell);
  const cell = definition && plainCell(definition, layer.options);
  const [state] = cell ? reluStates(cell) : [];
  if (!layer.trainable || state === undefined) {
    return [];
  }
  const path = layerPath(layer, specIndex);
  const option = Object.keys(layer.options).find((name) => layer.options[name] === 'relu');
  const range = option ? document.rangeOf(`${path}/${option}`) : document.keyRangeOf(path);
  const message = `State "${state}" of layer "${layer.cell}" goes through relu from step to step, which does not limit it, so that gradients can explode: write "clip: {norm: 1}" in "train"`;
  const related = relatedAt(document, 'train/clip', 'Clipping is off here');
  const problem = warningAt(range, 'train.clip-missing', message, related);
  const fix = document.isWritten('train/clip')
    ? document.replacement('train/clip', '{norm: 1}')
    : document.addition('train', 'clip: {norm: 1}');
  return [withFixes(problem, [fix])];
}
