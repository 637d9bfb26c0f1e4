import { Command, CommanderError } from 'commander';
import { exitCodes } from '../base/userError.ts';
import { version } from '../base/version.ts';
import { declareCell } from './commands/cellCommand.ts';
import { declareCheck } from './commands/checkCommand.ts';
import type { CommandContext } from './commands/commandContext.ts';
import { declareExport } from './commands/exportCommand.ts';
import { declareGradients } from './commands/gradientsCommand.ts';
import { declareGraph } from './commands/graphCommand.ts';
import { declareInspect } from './commands/inspectCommand.ts';
import { declareLsp } from './commands/lspCommand.ts';
import { declarePredict } from './commands/predictCommand.ts';
import { declareRuns } from './commands/runsCommand.ts';
import { declareTrace } from './commands/traceCommand.ts';
import { declareTrain } from './commands/trainCommand.ts';
import type { CliIo } from './io.ts';
import { reportError } from './reportError.ts';

/**
 * The command `rnn` with the arguments behind its name.
 *
 * @returns the exit code: 0 done, 1 the run or a file is bad, 2 the command was used wrongly.
 */
export async function runCli(argv: readonly string[], io: CliIo): Promise<number> {
  let exitCode: number = exitCodes.done;
  let asJson = false;
  const exitWith = (code: number): void => {
    exitCode = code;
  };
  const program = createProgram(io);
  program.hook('preAction', (_program, command) => {
    asJson = command.opts().json === true;
  });
  for (const declare of commands) {
    declare(program, { io, exitWith });
  }
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
    }
    return reportError(io, error, asJson);
  }
}

/** In the order of the help. */
const commands: readonly ((program: Command, context: CommandContext) => void)[] = [
  declareCheck,
  declareTrain,
  declareExport,
  declarePredict,
  declareInspect,
  declareTrace,
  declareGradients,
  declareGraph,
  declareCell,
  declareRuns,
  declareLsp,
];

function createProgram(io: CliIo): Command {
  return new Command('rnn')
    .description('Model sequences with recurrent networks: check a spec, train it, look inside')
    .version(version, '--version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .addHelpText('after', examples)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      getOutHelpWidth: () => io.stdout.columns ?? 80,
      getErrHelpWidth: () => io.stderr.columns ?? 80,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
}

const examples = `
Examples:
  rnn check airline.rnn.yaml                      is it right, and how large is it?
  rnn train airline.rnn.yaml                      train it, with a report at the end
  rnn train --resume airline-20260131-120000-a1b2 go on with a run
  rnn export airline.rnn.yaml --onnx airline.onnx its newest run as ONNX, checked
  rnn predict airline.rnn.yaml --input new.csv    what it makes of new data
  rnn inspect airline.rnn.yaml                    every parameter by gate
  rnn trace airline.rnn.yaml --out gates.npz      every gate at every time step
  rnn gradients airline.rnn.yaml                  does the gradient vanish?
  rnn graph airline.rnn.yaml --stage gradient     the training step, operator by operator
  rnn cell check gru                              are the gradients of a cell right?

Exit codes: 0 done, 1 the run or a file is bad (or the run was stopped), 2 wrong use.
RNN_DEBUG=1 shows where in the program an error came from; NO_COLOR=1 leaves colours out.
`;
