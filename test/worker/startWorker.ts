import { type ChildProcess, spawn } from 'node:child_process';
import type { RunEvent } from '../../src/protocol/runEvents.ts';
import type { TrainingRequest } from '../../src/protocol/trainingRequest.ts';

/** A worker under way: the first thing it says, and its end. */
export interface Started {
  readonly child: ChildProcess;
  readonly firstEvent: Promise<RunEvent>;
  readonly ended: Promise<number | null>;
}

/** Starts a bundled worker on a request, or on any other text. */
export function startWorker(worker: string, request: TrainingRequest | string): Started {
  const argument = typeof request === 'string' ? request : JSON.stringify(request);
  const child = spawn(process.execPath, [worker, argument], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const firstEvent = new Promise<RunEvent>((resolve) => {
    let text = '';
    child.stdout?.on('data', (chunk) => {
      text += chunk;
      if (text.includes('\n')) {
        resolve(JSON.parse(text.slice(0, text.indexOf('\n'))));
      }
    });
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  return { child, firstEvent, ended };
}
