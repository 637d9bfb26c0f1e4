import { runCli } from '../../src/cli/runCli.ts';

/** What a call of the command did. */
export interface CliResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Standard output as JSON lines; throws where a line is none. */
  readonly json: () => readonly Readonly<Record<string, unknown>>[];
}

/** What the call finds around it. */
export interface CliSurroundings {
  readonly cwd: string;
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly environment?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** Sees standard output as it comes. */
  readonly onOutput?: (text: string) => void;
}

/** Runs `rnn` in this process. */
export async function runRnn(
  args: readonly string[],
  surroundings: CliSurroundings,
): Promise<CliResult> {
  const { isTTY = false, columns, onOutput } = surroundings;
  const texts = { stdout: '', stderr: '' };
  const output = (name: keyof typeof texts) => ({
    isTTY,
    columns,
    write: (text: string) => {
      texts[name] += text;
      if (name === 'stdout') {
        onOutput?.(text);
      }
    },
  });
  const code = await runCli(args, {
    stdout: output('stdout'),
    stderr: output('stderr'),
    cwd: surroundings.cwd,
    environment: surroundings.environment ?? {},
    takeStopRequests: () => surroundings.signal ?? new AbortController().signal,
    startLanguageServer: () => Promise.reject(new Error('This is no process of its own')),
  });
  const lines = () => texts.stdout.split('\n').slice(0, -1);
  return { code, ...texts, json: () => lines().map((line) => JSON.parse(line)) };
}
