import { errorAt, type Problem, withFixes } from '../../base/problem.ts';
import { suggestedFix, suggestionFor } from '../../base/suggestion.ts';
import { layerKinds } from '../../spec/declarations/modelKeys.ts';
import { cellLibrary } from '../cellLibrary.ts';
import { judgeLayers } from '../judgeLayers.ts';
import type { Rule } from '../ruleContext.ts';

/** Every layer is a kind of layer or the name of a cell. */
export const layersAreKnown: Rule = ({ document, spec }) => {
  const names = new Set([...Object.keys(spec.cells), ...cellLibrary().keys(), ...layerKinds]);
  return judgeLayers(spec, (layer, index): readonly Problem[] => {
    if (layer.kind !== 'recurrent' || names.has(layer.cell)) {
      return [];
    }
    const advice =
      suggestionFor(layer.cell, names) ||
      ': take one of the library, such as "lstm", or write its equations under "cells"';
    const message = `Unknown cell "${layer.cell}" in layer ${index + 1} of "model"${advice}`;
    const range = document.keyRangeOf(`model/${index}`);
    const problem = errorAt(range, 'cell.unknown-kind', message);
    return [withFixes(problem, [suggestedFix(layer.cell, names, range)])];
  });
};
