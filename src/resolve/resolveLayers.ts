import type { CellDefinition } from '../cells/cell.ts';
import { widthOf } from '../cells/sizes.ts';
import { type DataShape, outputWidth } from '../data/dataShape.ts';
import type { Spec } from '../spec/spec.ts';
import type { Layer } from './model.ts';
import { cellSizes, plainCell } from './plainCell.ts';

/**
 * The layers of a spec with their sizes, stacked layers written out one by one. `undefined` when a
 * cell is unknown or a size does not follow; the rules say so.
 */
export function resolveLayers(
  spec: Spec,
  shape: DataShape,
  cells: ReadonlyMap<string, CellDefinition>,
): readonly Layer[] | undefined {
  const layers: Layer[] = [];
  let size = shape.input.names.length;
  let recurrentCount = 0;
  let linearCount = 0;
  for (const [specIndex, layer] of spec.model.entries()) {
    if (layer.kind === 'linear') {
      const isLast = specIndex === spec.model.length - 1;
      const outputSize = layer.size ?? (isLast ? outputWidth(shape.output) : undefined);
      if (outputSize === undefined) {
        return undefined;
      }
      const name = `linear.${linearCount++}`;
      layers.push({ kind: 'linear', name, inputSize: size, outputSize, specIndex });
      size = outputSize;
      continue;
    }
    const definition = cells.get(layer.cell);
    const cell = definition && plainCell(definition, layer.options);
    if (!cell) {
      return undefined;
    }
    for (let index = 0; index < layer.layers; index++) {
      const name = `${layer.cell}.${recurrentCount++}`;
      const sizes = cellSizes(definition, layer.options, size, layer.hidden);
      if (!sizes) {
        return undefined;
      }
      const outputSize = widthOf(cell, cell.output, sizes);
      layers.push({
        kind: 'recurrent',
        name,
        cell,
        sizes,
        inputSize: size,
        outputSize,
        specIndex,
      });
      size = outputSize;
    }
  }
  return layers;
}
