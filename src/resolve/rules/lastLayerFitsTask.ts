import { errorAt, type RelatedPlace } from '../../base/problem.ts';
import { outputWidth } from '../../data/dataShape.ts';
import { countOf } from '../dataFacts.ts';
import type { Rule, RuleContext } from '../ruleContext.ts';

/** The last layer gives one value for every target at every predicted time step. */
export const lastLayerFitsTask: Rule = (context) => {
  const { document, spec, shape, layers } = context;
  const last = layers?.at(-1);
  const width = outputWidth(shape.output);
  if (!last || last.outputSize === width) {
    return [];
  }
  const { targets, horizon } = spec.data;
  const sum = `the task needs ${width} (${countOf(targets.length, 'target')} × horizon ${horizon})`;
  if (last.kind === 'linear') {
    const message = `"size" of the last layer is ${last.outputSize}, but ${sum}: remove "size", which follows by itself, or change "targets" or "horizon"`;
    const range = document.rangeOf(`model/${last.specIndex}/linear/size`);
    return [errorAt(range, 'model.size-conflict', message, whereItComesFrom(context))];
  }
  const message = `The last layer, "${last.cell.name}", gives ${countOf(last.outputSize, 'value')}, but ${sum}: add "- linear" after it`;
  const range = document.keyRangeOf(`model/${last.specIndex}`);
  return [errorAt(range, 'model.head-missing', message, whereItComesFrom(context))];
};

function whereItComesFrom({ document }: RuleContext): readonly RelatedPlace[] {
  // Targets that are not written are the inputs.
  const targets = document.isWritten('data/targets') ? 'targets' : 'inputs';
  return [
    { range: document.rangeOf(`data/${targets}`), message: 'The targets are named here' },
    { range: document.rangeOf('data/horizon'), message: 'The horizon is set here' },
  ];
}
