import type { Cell, CellDefinition, CellSizes } from '../cells/cell.ts';
import { parseCell } from '../cells/parseCell.ts';
import { activeSizes, specializeCell } from '../cells/specializeCell.ts';
import { isOptionValue } from '../spec/declarations/cellKeys.ts';
import type { OptionValues } from '../spec/spec.ts';

/**
 * A cell with a layer's options, or with its defaults; `undefined` where its equations have errors.
 * The same options give the same cell.
 */
export function plainCell(definition: CellDefinition, values: OptionValues = {}): Cell | undefined {
  return parseCell(specializeCell(definition, values).source).value;
}

/** The sizes that a layer gives a cell; `undefined` where one is missing or no size. */
export function cellSizes(
  definition: CellDefinition,
  values: OptionValues,
  inputSize: number,
  hiddenSize: number,
): CellSizes | undefined {
  const sizes: Record<string, number> = { input: inputSize, hidden: hiddenSize };
  for (const [name, option] of activeSizes(definition, values)) {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (typeof value !== 'number' || !isOptionValue(option, value)) {
      return undefined;
    }
    sizes[name] = value;
  }
  return sizes;
}
