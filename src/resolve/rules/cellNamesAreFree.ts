import { errorAt } from '../../base/problem.ts';
import { layerKinds } from '../../spec/declarations/modelKeys.ts';
import { cellLibrary } from '../cellLibrary.ts';
import type { Rule } from '../ruleContext.ts';

/** A spec's own cell does not take the name of a layer that exists. */
export const cellNamesAreFree: Rule = ({ document, spec }) =>
  Object.keys(spec.cells)
    .filter((name) => layerKinds.includes(name) || cellLibrary().has(name))
    .map((name) => {
      const owner = layerKinds.includes(name) ? 'is a kind of layer' : 'is a cell of the library';
      const message = `Cell "${name}" cannot be called so, because "${name}" ${owner}: choose another name, such as "my-${name}"`;
      return errorAt(document.keyRangeOf(`cells/${name}`), 'cell.name-taken', message);
    });
