import { type Command, InvalidArgumentError } from 'commander';
import { exitCodes } from '../../base/userError.ts';
import type { CellDefinition } from '../../cells/cell.ts';
import { checkGradients, isWithinTolerance } from '../../engine/checkGradients.ts';
import { createOnnxRuntime } from '../../runtime/onnxRuntime.ts';
import type { OptionValues } from '../../spec/spec.ts';
import { type CaseChoice, chooseCase } from '../chooseCase.ts';
import { formatCellCheck } from '../formatCellCheck.ts';
import { type CliIo, printJson, printLine } from '../io.ts';
import { jsonOfCellCheck } from '../jsonOfCellCheck.ts';
import { openCells } from '../openCells.ts';
import { stylesFor } from '../styles.ts';
import { wholeNumber } from '../wholeNumber.ts';
import type { CommandContext } from './commandContext.ts';

/** `rnn cell check NAME|FILE`: whether a cell computes its equations, and their gradients. */
export function declareCell(program: Command, { io, exitWith }: CommandContext): void {
  const size = wholeNumber(1, 4096);
  const seed = wholeNumber(0, Number.MAX_SAFE_INTEGER);
  program
    .command('cell')
    .description('look at recurrent cells')
    .command('check')
    .description(checkHelp)
    .argument('<cell>', 'a cell of the library, a cell file, or a spec: its own cells (FILE#name)')
    .option('--option <name=value>', 'an option of the cell; can be repeated', addOption, {})
    .option('--hidden <units>', 'the width of the hidden state', size, 4)
    .option('--input <values>', 'the width of the input', size, 3)
    .option('--batch <sequences>', 'how many sequences', size, 2)
    .option('--steps <steps>', 'how many time steps', size, 5)
    .option('--seed <seed>', 'the start of the random numbers', seed, 1)
    .option('--case <file>', caseHelp)
    .option('--json', 'print all that was computed as one JSON object, and nothing else')
    .action(async (name: string, options: CaseChoice & { readonly json?: true }) => {
      let allRight = true;
      for (const definition of openCells(io, name)) {
        allRight = (await checkOne(io, definition, options)) && allRight;
      }
      exitWith(allRight ? exitCodes.done : exitCodes.failed);
    });
}

const checkHelp =
  'differentiate a cell; hold its gradients against finite differences in float64, and all that ' +
  'ONNX Runtime computes in float32 against float64';

const caseHelp =
  'numbers from a JSON file: T B I H states params x s0 loss_wY loss_wS. Parameters are called as ' +
  'in the equations; s0 and loss_wS follow states, of which one can have another name than in the ' +
  'cell, for x[t-1] has none of its own';

/** Reads `projection=2`. */
function addOption(text: string, before: OptionValues): OptionValues {
  const [, name, value] = /^([A-Za-z]\w*)=(.+)$/.exec(text) ?? [];
  if (name === undefined || value === undefined) {
    throw new InvalidArgumentError('It takes a name and a value, as in projection=2.');
  }
  return { ...before, [name]: Number.isFinite(Number(value)) ? Number(value) : value };
}

async function checkOne(
  io: CliIo,
  definition: CellDefinition,
  options: CaseChoice & { readonly json?: true },
): Promise<boolean> {
  const { cell, numbers } = chooseCase(io, definition, options);
  const check = await checkGradients(createOnnxRuntime(), cell, numbers);
  if (options.json) {
    printJson(io, jsonOfCellCheck(cell, numbers, check));
  } else {
    printLine(io, formatCellCheck(cell, numbers, check, stylesFor(io, io.stdout)));
  }
  return check.errors.every(isWithinTolerance);
}
