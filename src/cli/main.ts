#!/usr/bin/env node
import { realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { TextOutput } from './io.ts';
import { runCli } from './runCli.ts';

/** The process of the command `rnn`. */
async function main(): Promise<void> {
  const stop = new AbortController();
  process.exitCode = await runCli(process.argv.slice(2), {
    stdout: wrapStream(process.stdout, () => stop.abort()),
    stderr: wrapStream(process.stderr, () => {}),
    cwd: process.cwd(),
    environment: process.env,
    takeStopRequests: () => {
      abortOnSignal(stop);
      return stop.signal;
    },
    startLanguageServer: async () => {
      // The server's bundle lies beside this one, which may have been started by a link to it.
      createRequire(realpathSync(process.argv[1] ?? ''))('./server.cjs');
    },
    threadFile: path.join(__dirname, 'sessionThread.cjs'),
  });
}

/** Once: whoever presses a second time means it, and the signal then does what it usually does. */
function abortOnSignal(stop: AbortController): void {
  const stopOnce = (): void => {
    process.off('SIGINT', stopOnce).off('SIGTERM', stopOnce);
    process.stderr.write('\nStopping so that it can go on later; press Ctrl+C again to kill it\n');
    stop.abort();
  };
  process.on('SIGINT', stopOnce).on('SIGTERM', stopOnce);
}

/** A stream whose reader may go away, as `head` does: nothing more is written then. */
function wrapStream(stream: NodeJS.WriteStream, onClosed: () => void): TextOutput {
  let isOpen = true;
  stream.on('error', () => {
    isOpen = false;
    onClosed();
  });
  return {
    write: (text) => {
      if (isOpen) {
        stream.write(text);
      }
    },
    isTTY: stream.isTTY === true,
    get columns() {
      // Some terminals do not know their width and say 0.
      return stream.columns || undefined;
    },
  };
}

void main();
