import { errorAt, type Problem, warningAt, withFixes } from '../../base/problem.ts';
import { suggestedFix, suggestionFor } from '../../base/suggestion.ts';
import { forgetBias, type InitSource } from '../initializers.ts';
import { judgeLayers } from '../judgeLayers.ts';
import type { Parameter } from '../model.ts';
import { ownInit } from '../resolveParameters.ts';
import type { Rule, RuleContext } from '../ruleContext.ts';

/**
 * Every entry of an `init` names a parameter, and sets at least one. What is wrong with a forget bias
 * has a rule of its own (`forgetBiasHasGate`).
 */
export const initializersHaveEffect: Rule = (context) => {
  const { spec, layers, parameters } = context;
  if (!layers || !parameters) {
    return [];
  }
  const all = parameters.map(({ parameter }) => parameter);
  const ofLayers = judgeLayers(spec, (_layer, specIndex) => {
    const names = new Set(
      layers.filter((layer) => layer.specIndex === specIndex).map((layer) => layer.name),
    );
    const own = all.filter((parameter) => names.has(parameter.layer));
    return ownInit(spec, specIndex).flatMap((source) => judge(context, source, own, 'this layer'));
  });
  const forAll = { path: 'train/init', init: spec.train.init };
  const ofCells = Object.keys(spec.cells).flatMap((name) => {
    const init = context.cells.get(name)?.init ?? {};
    const own = layers.filter((layer) => layer.kind === 'recurrent' && layer.cell.name === name);
    const names = new Set(own.map((layer) => layer.name));
    const scope = all.filter((parameter) => names.has(parameter.layer));
    const source = { path: `cells/${name}/init`, init };
    return own.length > 0 ? judge(context, source, scope, `cell "${name}"`) : [];
  });
  return [...ofLayers, ...judge(context, forAll, all, 'the model'), ...ofCells];
};

function judge(
  { document, parameters = [] }: RuleContext,
  { path, init }: InitSource,
  scope: readonly Parameter[],
  owner: string,
): readonly Problem[] {
  const stems = new Set(scope.map((parameter) => parameter.stem));
  const names = new Set([...stems, ...scope.map((parameter) => parameter.local)]);
  const used = new Set(parameters.map(({ initPath }) => initPath));
  return Object.keys(init).flatMap((name): readonly Problem[] => {
    const place = `${path}/${name}`;
    const range = document.keyRangeOf(place);
    const removal = document.removal(place);
    if (!names.has(name) && name === forgetBias && !path.startsWith('cells/')) {
      return [];
    }
    if (!names.has(name)) {
      // Stems stand for all gates, so they make the shorter list.
      const near = suggestionFor(name, names);
      const known = near.startsWith(':') ? near : suggestionFor(name, stems);
      const message = `Initializer for "${name}", but no parameter of ${owner} is called so${known}`;
      const fixes = [suggestedFix(name, names, range), removal];
      return [withFixes(errorAt(range, 'init.unknown-parameter', message), fixes)];
    }
    if (used.has(place)) {
      return [];
    }
    const message = `Initializer for "${name}" has no effect: every parameter it stands for is set by a more exact name or by its layer; remove it`;
    return [withFixes(warningAt(range, 'spec.no-effect', message), [removal])];
  });
}
