import { exitCodes, UserError } from '../base/userError.ts';
import { SpecError } from '../runtime/specError.ts';
import { countProblems, formatProblems } from './formatProblems.ts';
import { type CliIo, printJson, printNote } from './io.ts';
import { shownPath } from './paths.ts';
import { stylesFor } from './styles.ts';

/**
 * Says on standard error what went wrong, and with `asJson` also as an object on standard output.
 * A stack is shown only with `RNN_DEBUG=1`.
 *
 * @returns the exit code.
 */
export function reportError(io: CliIo, error: unknown, asJson: boolean): number {
  const message = error instanceof Error ? error.message : String(error);
  const styles = stylesFor(io, io.stderr);
  if (asJson) {
    printJson(io, { type: 'failed', message });
  }
  if (error instanceof SpecError) {
    const file = { ...error, shown: shownPath(io, error.path) };
    printNote(io, formatProblems(file, styles));
    printNote(io, `${styles.bold(file.shown)}: ${countProblems(error.problems)}`);
  } else if (error instanceof UserError) {
    printNote(io, `${styles.red('error')}: ${message}`);
  } else {
    printNote(io, `${styles.red('error')}: Something went wrong in RNN Studio itself: ${message}`);
  }
  if (io.environment.RNN_DEBUG === '1') {
    printNote(io, describeStack(error));
  } else if (!(error instanceof UserError)) {
    printNote(io, 'Run the command again with RNN_DEBUG=1 for the details that a report needs');
  }
  return error instanceof UserError ? error.exitCode : exitCodes.failed;
}

function describeStack(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  const cause = error.cause === undefined ? '' : `\ncaused by: ${describeStack(error.cause)}`;
  return `${error.stack}${cause}`;
}
