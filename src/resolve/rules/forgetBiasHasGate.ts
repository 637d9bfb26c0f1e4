import { type Problem, warningAt, withFixes } from '../../base/problem.ts';
import type { Cell } from '../../cells/cell.ts';
import type { LayerSpec } from '../../spec/spec.ts';
import { forgetBias } from '../initializers.ts';
import { judgeLayers } from '../judgeLayers.ts';
import { layerPath } from '../layerPath.ts';
import { plainCell } from '../plainCell.ts';
import type { Rule, RuleContext } from '../ruleContext.ts';

/** A bias for the forget gate is stated where there is a forget gate. */
export const forgetBiasHasGate: Rule = (context) => {
  const { spec } = context;
  const ofLayers = judgeLayers(spec, (layer, specIndex) =>
    layer.kind === 'recurrent' && Object.hasOwn(layer.init, forgetBias)
      ? judge(context, `${layerPath(layer, specIndex)}/init`, [layer])
      : [],
  );
  const ofAll = Object.hasOwn(spec.train.init, forgetBias)
    ? judge(context, 'train/init', spec.model)
    : [];
  return [...ofLayers, ...ofAll];
};

function judge(
  { document, cells }: RuleContext,
  initPath: string,
  scope: readonly LayerSpec[],
): readonly Problem[] {
  const found: Cell[] = [];
  for (const layer of scope) {
    const definition = layer.kind === 'recurrent' ? cells.get(layer.cell) : undefined;
    const cell =
      definition && plainCell(definition, layer.kind === 'recurrent' ? layer.options : {});
    if (layer.kind === 'recurrent' && !cell) {
      return [];
    }
    found.push(...(cell ? [cell] : []));
  }
  if (found.some(({ parameters }) => parameters.some(({ name }) => name === forgetBias))) {
    return [];
  }
  const path = `${initPath}/${forgetBias}`;
  const message = `"${forgetBias}" has no effect: it lets a forget gate start open, but ${describe(found)}; remove it`;
  const problem = warningAt(document.keyRangeOf(path), 'spec.no-effect', message);
  return [withFixes(problem, [document.removal(path)])];
}

/** `cell "gru" has none (it has "b_z", "b_r" and "b_h")` */
function describe(cells: readonly Cell[]): string {
  const [cell, another] = cells;
  if (!cell || another) {
    return 'no cell of "model" has one';
  }
  const biases = cell.parameters.filter(({ role }) => role === 'bias');
  const names = biases.map(({ name }) => `"${name}"`).join(', ');
  return `cell "${cell.name}" has none${names === '' ? '' : ` (of biases it has ${names})`}`;
}
