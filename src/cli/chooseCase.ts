import { present } from '../base/invariant.ts';
import { suggestionFor } from '../base/suggestion.ts';
import { UserError } from '../base/userError.ts';
import type { Cell, CellDefinition, CellSizes } from '../cells/cell.ts';
import { activeSizes } from '../cells/specializeCell.ts';
import { type CellCase, randomCellCase } from '../engine/randomCellCase.ts';
import { readCellCase } from '../engine/readCellCase.ts';
import { plainCell } from '../resolve/plainCell.ts';
import { isOptionValue, optionValueType } from '../spec/declarations/cellKeys.ts';
import type { OptionValues } from '../spec/spec.ts';
import type { CliIo } from './io.ts';
import { readText } from './readText.ts';

/** What the command line says about the numbers of a cell. */
export interface CaseChoice {
  readonly option: OptionValues;
  readonly hidden: number;
  readonly input: number;
  readonly batch: number;
  readonly steps: number;
  readonly seed: number;
  /** A file with numbers; without one they are random. */
  readonly case?: string;
}

/** How wide a size is that the cell needs and nobody gave. */
const otherSize = 2;

/**
 * A cell with its options and numbers to compute with.
 *
 * @throws UserError where an option does not fit the cell, or the case file.
 */
export function chooseCase(
  io: CliIo,
  definition: CellDefinition,
  choice: CaseChoice,
): { readonly cell: Cell; readonly numbers: CellCase } {
  checkOptions(definition, choice.option);
  const cell = present(plainCell(definition, choice.option), `cell "${definition.name}"`);
  const given = Object.fromEntries(
    activeSizes(definition, choice.option).map(([name]) => [name, choice.option[name]]),
  );
  if (choice.case !== undefined) {
    const numbers = readCellCase(cell, parseJson(io, choice.case));
    checkSizes(numbers.sizes, given);
    return { cell, numbers };
  }
  const others = Object.entries(given).map(([name, value]) => [name, Number(value ?? otherSize)]);
  const sizes = { input: choice.input, hidden: choice.hidden, ...Object.fromEntries(others) };
  return { cell, numbers: randomCellCase(cell, sizes, choice) };
}

function checkOptions({ name: cell, options }: CellDefinition, values: OptionValues): void {
  for (const [name, value] of Object.entries(values)) {
    const option = Object.hasOwn(options, name) ? options[name] : undefined;
    if (!option) {
      const hint = suggestionFor(name, Object.keys(options));
      throw new UserError(`Cell "${cell}" has no option "${name}"${hint}`);
    }
    if (!isOptionValue(option, value)) {
      const { description } = optionValueType(option);
      throw new UserError(
        `Option "${name}" of cell "${cell}" must be ${description}, but it is "${value}"`,
      );
    }
  }
}

function parseJson(io: CliIo, file: string): unknown {
  const text = readText(io, file);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UserError(`"${file}" is not valid JSON`, { cause: error });
  }
}

function checkSizes(
  sizes: CellSizes,
  given: Readonly<Record<string, number | string | undefined>>,
): void {
  for (const [name, value] of Object.entries(given)) {
    if (value !== undefined && value !== sizes[name]) {
      throw new UserError(
        `Option "${name}" is ${value}, but in the case it is ${sizes[name]}: leave one of them out`,
      );
    }
  }
}
