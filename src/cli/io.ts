/** What the command uses of the process that it runs in. */
export interface CliIo {
  readonly stdout: TextOutput;
  readonly stderr: TextOutput;
  /** The folder that relative paths start from. */
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /**
   * For a command that can end in order: from this call on, a request to end aborts the signal and
   * no longer ends the process.
   */
  readonly takeStopRequests: () => AbortSignal;
  /** Makes the process a language server on standard input and output. */
  readonly startLanguageServer: () => Promise<void>;
  /** The bundle of `sessionThread`, where there is one. */
  readonly threadFile?: string;
}

/** A stream for text. */
export interface TextOutput {
  write(text: string): void;
  readonly isTTY: boolean;
  /** The width of the terminal in characters; `undefined` where it is none. */
  readonly columns: number | undefined;
}

/** Writes a line, or several, on standard output. */
export function printLine({ stdout }: CliIo, text = ''): void {
  stdout.write(`${text}\n`);
}

/** Writes a line, or several, for the person only, on standard error. */
export function printNote({ stderr }: CliIo, text: string): void {
  stderr.write(`${text}\n`);
}

/** Writes a value as one line of JSON on standard output. */
export function printJson({ stdout }: CliIo, value: object): void {
  stdout.write(`${JSON.stringify(value)}\n`);
}
