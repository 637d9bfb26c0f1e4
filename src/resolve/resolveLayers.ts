import type { Cell } from '../cells/cell.ts';
import type { Spec } from '../spec/spec.ts';
import type { Layer } from './model.ts';

/** The width that the last layer must have: every target at every predicted time step. */
export function outputWidth(spec: Spec): number {
  return spec.data.targets.length * spec.data.horizon;
}

/**
 * The layers of a spec with their sizes, stacked layers written out one by one. `undefined` when a
 * cell is unknown or a size does not follow; the rules say so.
 */
export function resolveLayers(
  spec: Spec,
  cells: ReadonlyMap<string, Cell>,
): readonly Layer[] | undefined {
  const layers: Layer[] = [];
  let size = spec.data.inputs.length;
  let recurrentCount = 0;
  let linearCount = 0;
  for (const [specIndex, layer] of spec.model.entries()) {
    if (layer.kind === 'linear') {
      const isLast = specIndex === spec.model.length - 1;
      const outputSize = layer.size ?? (isLast ? outputWidth(spec) : undefined);
      if (outputSize === undefined) {
        return undefined;
      }
      const name = `linear.${linearCount++}`;
      layers.push({ kind: 'linear', name, inputSize: size, outputSize, specIndex });
      size = outputSize;
      continue;
    }
    const cell = cells.get(layer.cell);
    if (!cell) {
      return undefined;
    }
    for (let index = 0; index < layer.layers; index++) {
      const name = `${layer.cell}.${recurrentCount++}`;
      const sizes = { inputSize: size, hiddenSize: layer.hidden, outputSize: layer.hidden };
      layers.push({ kind: 'recurrent', name, cell, ...sizes, specIndex });
      size = layer.hidden;
    }
  }
  return layers;
}
