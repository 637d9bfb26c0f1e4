import path from 'node:path';
import { UserError } from '../base/userError.ts';
import type { RunEvent } from '../protocol/runEvents.ts';
import type { TrainingRequest } from '../protocol/trainingRequest.ts';
import { runTraining } from '../runtime/runTraining.ts';

/**
 * The process of one run. Its one argument is a `TrainingRequest` as JSON. It needs nobody to listen:
 * all that happens is in the run's folder. On standard output it only says, as JSON lines, where the
 * run is (`started`) and why it failed (`failed`).
 */
async function main(): Promise<void> {
  const stop = new AbortController();
  process.on('SIGINT', () => stop.abort());
  process.on('SIGTERM', () => stop.abort());
  // Whoever started the run may be gone before its end.
  process.stdout.on('error', () => {});
  process.stderr.on('error', () => {});
  let failureSent = false;
  const onEvent = (event: RunEvent): void => {
    if (event.type === 'started' || event.type === 'failed') {
      failureSent = event.type === 'failed';
      process.stdout.write(`${JSON.stringify(event)}\n`);
    }
  };
  try {
    await runTraining(parseRequest(process.argv[2]), {
      onEvent,
      signal: stop.signal,
      threadFile: path.join(__dirname, 'sessionThread.cjs'),
    });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (!failureSent) {
      onEvent({ type: 'failed', message, run: undefined, folder: undefined });
    }
    if (!(error instanceof UserError)) {
      process.stderr.write(`${error instanceof Error ? error.stack : message}\n`);
    }
    process.exitCode = error instanceof UserError ? error.exitCode : 1;
  }
}

function parseRequest(text: string | undefined): TrainingRequest {
  let request: TrainingRequest | undefined;
  try {
    request = JSON.parse(text ?? '');
  } catch {
    // Said below.
  }
  if (request?.kind !== 'train' && request?.kind !== 'resume') {
    throw new UserError('The worker takes one argument: what to train, as JSON');
  }
  return request;
}

void main();
