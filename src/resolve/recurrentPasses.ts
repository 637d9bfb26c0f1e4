import { type CellValue, cellValues } from '../cells/cellValues.ts';
import { widthOf } from '../cells/sizes.ts';
import { type Model, type Pass, passesOf } from './model.ts';

/** One reading of the sequence by a recurrent layer, with what its cell computes at every step. */
export interface RecurrentPass extends Pass {
  readonly layer: string;
  readonly values: readonly (CellValue & { readonly width: number })[];
}

/** All passes of a model, layer by layer. */
export function recurrentPasses({ layers }: Model): readonly RecurrentPass[] {
  return layers.flatMap((layer) => {
    if (layer.kind !== 'recurrent') {
      return [];
    }
    const { cell, sizes } = layer;
    const values = cellValues(cell).map((value) => ({
      ...value,
      width: widthOf(cell, value.name, sizes),
    }));
    return passesOf(layer).map((pass) => ({ ...pass, layer: layer.name, values }));
  });
}
