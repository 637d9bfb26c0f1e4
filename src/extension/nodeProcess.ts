import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import path from 'node:path';
import type { TrainingRequest } from '../protocol/trainingRequest.ts';

/** Where the bundles of the other processes lie. */
export interface Bundles {
  readonly worker: string;
  readonly cli: string;
  readonly inspector: string;
}

/** What a process said and how it ended; `code` is `undefined` when it was killed. */
export interface ProcessEnd {
  readonly code: number | undefined;
  readonly output: string;
  readonly errors: string;
}

/**
 * Starts a training run that goes on whatever happens to the editor: its own process group, no pipe
 * to this process. What it prints goes to `logFile`; all else is read from the run's folder.
 */
export function startWorker(
  bundles: Bundles,
  request: TrainingRequest,
  logFile: string,
): ChildProcess {
  mkdirSync(path.dirname(logFile), { recursive: true });
  const log = openSync(logFile, 'w');
  try {
    const worker = spawn(process.execPath, [bundles.worker, JSON.stringify(request)], {
      detached: true,
      env: nodeEnvironment(),
      stdio: ['ignore', log, log],
      windowsHide: true,
    });
    worker.unref();
    return worker;
  } finally {
    closeSync(log);
  }
}

/** Runs the `rnn` command to its end; aborting kills it. */
export function runCli(
  bundles: Bundles,
  args: readonly string[],
  options: { readonly cwd: string; readonly signal: AbortSignal },
): Promise<ProcessEnd> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [bundles.cli, ...args], {
      // A folder that was deleted would keep the command from saying what is missing.
      cwd: existsSync(options.cwd) ? options.cwd : undefined,
      env: nodeEnvironment(),
      signal: options.signal,
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    let output = '';
    let errors = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors += text;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? undefined, output, errors }));
  });
}

/** On the desktop the executable is the editor's own, which this makes behave as Node. */
export function nodeEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
}
