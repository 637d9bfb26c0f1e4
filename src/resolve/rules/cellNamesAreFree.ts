import { errorAt } from '../../base/problem.ts';
import { layerKinds } from '../../spec/declarations/modelKeys.ts';
import { cellLibrary } from '../cellLibrary.ts';
import type { Rule } from '../ruleContext.ts';

/** Why no spec can call a cell so; `undefined` where it can. */
export function takenCellName(name: string): string | undefined {
  if (!layerKinds.includes(name) && !cellLibrary().has(name)) {
    return undefined;
  }
  const owner = layerKinds.includes(name) ? 'is a kind of layer' : 'is a cell of the library';
  return `Cell "${name}" cannot be called so, because "${name}" ${owner}: choose another name, such as "my-${name}"`;
}

/** A spec's own cell does not take the name of a layer that exists. */
export const cellNamesAreFree: Rule = ({ document, spec }) =>
  Object.keys(spec.cells).flatMap((name) => {
    const message = takenCellName(name);
    return message === undefined
      ? []
      : errorAt(document.keyRangeOf(`cells/${name}`), 'cell.name-taken', message);
  });
