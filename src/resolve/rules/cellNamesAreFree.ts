import type { Fix } from '../../base/fix.ts';
import { errorAt, withFixes } from '../../base/problem.ts';
import type { Range } from '../../base/range.ts';
import { layerKinds } from '../../spec/declarations/modelKeys.ts';
import { cellLibrary } from '../cellLibrary.ts';
import type { Rule, RuleContext } from '../ruleContext.ts';

/** Why no spec can call a cell so; `undefined` where it can. */
export function takenCellName(name: string): string | undefined {
  if (!layerKinds.includes(name) && !cellLibrary().has(name)) {
    return undefined;
  }
  const owner = layerKinds.includes(name) ? 'is a kind of layer' : 'is a cell of the library';
  return `Cell "${name}" cannot be called so, because "${name}" ${owner}: choose another name, such as "my-${name}"`;
}

/** A spec's own cell does not take the name of a layer that exists. */
export const cellNamesAreFree: Rule = (context) =>
  Object.keys(context.spec.cells).flatMap((name) => {
    const message = takenCellName(name);
    if (message === undefined) {
      return [];
    }
    const range = context.document.keyRangeOf(`cells/${name}`);
    return [withFixes(errorAt(range, 'cell.name-taken', message), [rename(context, name, range)])];
  });

/** Layers of that name are meant to be of the spec's own cell, unless they are of no cell at all. */
function rename({ document }: RuleContext, name: string, range: Range): Fix | undefined {
  if (layerKinds.includes(name)) {
    return undefined;
  }
  const newText = `my-${name}`;
  const model = document.nodeAt('model');
  const layers = (model?.kind === 'list' ? model.items : []).flatMap((node) => {
    const layer = node.kind === 'mapping' ? node.entries[0] : undefined;
    return layer?.key === name ? [{ range: layer.keyRange, newText }] : [];
  });
  return { title: `Change to "${newText}"`, edits: [{ range, newText }, ...layers] };
}
