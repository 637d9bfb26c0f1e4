/** Exit codes of the `rnn` command. */
export const exitCodes = { done: 0, failed: 1, usage: 2 } as const;

/**
 * Something wrong in the outside world (a missing file, a full disk, a wrong command).
 * Its message is shown to the person as it stands: what is wrong, and what to do.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly exitCode: number;

  constructor(message: string, options: { exitCode?: number; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.exitCode = options.exitCode ?? exitCodes.failed;
  }
}
