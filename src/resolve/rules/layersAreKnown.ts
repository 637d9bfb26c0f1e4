import { errorAt, type Problem } from '../../base/problem.ts';
import { suggestionFor } from '../../base/suggestion.ts';
import { layerKinds } from '../../spec/declarations/modelKeys.ts';
import { cellLibrary } from '../cellLibrary.ts';
import type { Rule } from '../ruleContext.ts';

/** Every layer is a kind of layer or the name of a cell. */
export const layersAreKnown: Rule = ({ document, spec }) => {
  const names = new Set([...Object.keys(spec.cells), ...cellLibrary().keys(), ...layerKinds]);
  return spec.model.flatMap((layer, index): readonly Problem[] => {
    if (layer.kind !== 'recurrent' || names.has(layer.cell)) {
      return [];
    }
    const message = `Unknown cell "${layer.cell}" in layer ${index + 1} of "model"${suggestionFor(layer.cell, names)}`;
    return [errorAt(document.keyRangeOf(`model/${index}`), 'cell.unknown-kind', message)];
  });
};
