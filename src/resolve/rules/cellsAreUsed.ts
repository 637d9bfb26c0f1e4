import { warningAt, withFixes } from '../../base/problem.ts';
import { layerKinds } from '../../spec/declarations/modelKeys.ts';
import { cellLibrary } from '../cellLibrary.ts';
import type { Rule } from '../ruleContext.ts';

/** Each of the spec's own cells is the cell of some layer. */
export const cellsAreUsed: Rule = ({ document, spec }) => {
  const used = new Set(
    spec.model.map((layer) => (layer.kind === 'recurrent' ? layer.cell : undefined)),
  );
  return Object.keys(spec.cells)
    .filter((name) => !used.has(name) && !cellLibrary().has(name) && !layerKinds.includes(name))
    .map((name) => {
      const message = `Cell "${name}" has no effect, because no layer of "model" uses it: add "- ${name}: {hidden: 32}", or remove the cell`;
      const path = `cells/${name}`;
      const problem = warningAt(document.keyRangeOf(path), 'spec.no-effect', message);
      return withFixes(problem, [document.removal(path)]);
    });
};
