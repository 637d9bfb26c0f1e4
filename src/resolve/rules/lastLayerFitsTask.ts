import { countOf } from '../../base/counts.ts';
import { errorAt, type RelatedPlace, withFixes } from '../../base/problem.ts';
import { outputWidth } from '../../data/dataShape.ts';
import { layerWord } from '../layerWords.ts';
import type { Rule, RuleContext } from '../ruleContext.ts';
import { widthReason } from '../tasks/tasks.ts';

/** The last layer gives one value for everything that the task predicts. */
export const lastLayerFitsTask: Rule = (context) => {
  const { document, spec, shape, layers } = context;
  const last = layers?.at(-1);
  const width = shape && outputWidth(shape.output);
  if (!shape || !last || last.outputSize === width) {
    return [];
  }
  const { words, keys } = widthReason(spec.data, shape);
  const sum = `the task needs ${width} (${words})`;
  if (last.kind === 'linear') {
    const message = `"size" of the last layer is ${last.outputSize}, but ${sum}: remove "size", which follows by itself, or change ${keys.map((key) => `"${key}"`).join(' or ')}`;
    const range = document.rangeOf(`model/${last.specIndex}/linear/size`);
    const path = `model/${last.specIndex}`;
    const problem = errorAt(range, 'model.size-conflict', message, whereItComesFrom(context, keys));
    // `linear: 3` has no key "size" to remove.
    const fix = document.removal(`${path}/linear/size`) ?? document.replacement(path, 'linear');
    return [withFixes(problem, [fix])];
  }
  const message = `The last layer, "${layerWord(last)}", gives ${countOf(last.outputSize, 'value')}, but ${sum}: add "- linear" after it`;
  const range = document.keyRangeOf(`model/${last.specIndex}`);
  const problem = errorAt(range, 'model.head-missing', message, whereItComesFrom(context, keys));
  return [withFixes(problem, [document.addition('model', 'linear')])];
};

function whereItComesFrom(
  { document }: RuleContext,
  keys: readonly string[],
): readonly RelatedPlace[] {
  return keys.map((key) => {
    // Targets that are not written are the inputs.
    const written = key === 'targets' && !document.isWritten('data/targets') ? 'inputs' : key;
    return {
      range: document.rangeOf(`data/${written}`),
      message: written === key ? `"${key}" is set here` : `"${key}" are the "${written}", set here`,
    };
  });
}
