import { type Problem, warningAt, withFixes } from '../../base/problem.ts';
import type { Range } from '../../base/range.ts';
import type { Cell } from '../../cells/cell.ts';
import { ownStates } from '../../cells/ownStates.ts';
import { statesInProducts } from '../../cells/stacks.ts';
import type { LayerSpec, RecurrentSpec } from '../../spec/spec.ts';
import { judgeLayers } from '../judgeLayers.ts';
import { layerPath } from '../layerPath.ts';
import { plainCell } from '../plainCell.ts';
import type { Rule } from '../ruleContext.ts';

/** Every layer does something, and what is said of a recurrent one changes what it computes. */
export const layerOptionsHaveEffect: Rule = ({ document, spec, cells }) =>
  judgeLayers(spec, (layer, specIndex): readonly Problem[] => {
    if (layer.kind !== 'recurrent') {
      const place = `model/${specIndex}`;
      return isIdle(layer)
        ? [withFixes(idleLayer(document.keyRangeOf(place), layer), [document.removal(place)])]
        : [];
    }
    const path = layerPath(layer, specIndex);
    const definition = cells.get(layer.cell);
    const cell = definition && plainCell(definition, layer.options);
    return idleOptions(layer, cell, spec.train).flatMap(([option, reason]) => {
      const place = `${path}/${option}`;
      const message = `"${option}" has no effect in layer "${layer.cell}": ${reason}`;
      return document.isWritten(place)
        ? [
            withFixes(warningAt(document.keyRangeOf(place), 'spec.no-effect', message), [
              document.removal(place),
            ]),
          ]
        : [];
    });
  });

/** Whether a layer gives what it gets. */
function isIdle(layer: LayerSpec): boolean {
  return (
    (layer.kind === 'dropout' && layer.rate === 0) ||
    (layer.kind === 'noise' && layer.deviation === 0)
  );
}

function idleLayer(range: Range, { kind }: LayerSpec): Problem {
  const message = `Layer "${kind}" has no effect with 0: remove it, or write "${kind}: 0.1"`;
  return warningAt(range, 'spec.no-effect', message);
}

type Idle = readonly [keyof RecurrentSpec, string];

function idleOptions(
  layer: RecurrentSpec,
  cell: Cell | undefined,
  { truncate, carry }: { readonly truncate: number | undefined; readonly carry: boolean },
): readonly Idle[] {
  const idle: Idle[] = [];
  if (layer.direction !== 'both') {
    idle.push([
      'merge',
      'it reads in one direction only, so write "direction: both" or leave it out',
    ]);
  }
  if (layer.layers === 1 && layer.dropout > 0) {
    idle.push([
      'dropout',
      'it acts between stacked layers, and there is one; put a layer "- dropout: 0.2" behind it',
    ]);
  }
  if (cell && layer.recurrent_dropout > 0 && statesInProducts(cell).length === 0) {
    idle.push([
      'recurrent_dropout',
      'no matrix of the cell multiplies a value of the step before, so leave it out',
    ]);
  }
  const needsStates = [
    ['zoneout', layer.zoneout > 0, cell && ownStates(cell)],
    ['initial_state', layer.initial_state === 'learned', cell?.states],
  ] as const;
  for (const [option, isUsed, states] of needsStates) {
    if (isUsed && states?.length === 0) {
      idle.push([option, 'no value of the cell goes from one step to the next, so leave it out']);
    }
  }
  if (layer.initial_state === 'learned' && truncate !== undefined && carry) {
    idle.push([
      'initial_state',
      'with "truncate" and "carry" states come from the stretch before, or are 0; leave it out, or write "carry: false"',
    ]);
  }
  return idle;
}
