import { type ChildProcess, fork } from 'node:child_process';
import type { InspectorAnswer, InspectorQuery, InspectorRequest } from '../protocol/inspector.ts';
import { nodeEnvironment } from './nodeProcess.ts';

/** A line to the process that looks into one model. */
export interface InspectorProcess {
  /** @throws Error with a sentence why there is no answer. */
  readonly ask: (query: InspectorQuery) => Promise<unknown>;
  readonly dispose: () => void;
}

/**
 * The inspector of a run's folder or a spec file, started with the first query and again after it died.
 * Numbers travel as they are in memory, not as text.
 */
export function createInspectorProcess(bundle: string, source: string): InspectorProcess {
  const waiting = new Map<number, Waiting>();
  let child: ChildProcess | undefined;
  let lastId = 0;
  const start = () => {
    const started = fork(bundle, [source], {
      env: nodeEnvironment(),
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let errors = '';
    started.stderr?.setEncoding('utf8').on('data', (text: string) => {
      errors += text;
    });
    started.on('message', (answer: InspectorAnswer) => settle(waiting, answer));
    started.on('error', (error) => fail(error.message));
    started.on('exit', () => {
      child = undefined;
      fail(errors.trim().split('\n').at(-1) || 'The process that looks into the model ended');
    });
    return started;
  };
  const fail = (message: string) => {
    for (const id of [...waiting.keys()]) {
      settle(waiting, { id, kind: 'failed', message });
    }
  };
  return {
    ask: (query) =>
      new Promise((resolve, reject) => {
        child ??= start();
        const request: InspectorRequest = { id: ++lastId, query };
        waiting.set(request.id, { resolve, reject });
        child.send(request);
      }),
    dispose: () => child?.kill(),
  };
}

interface Waiting {
  readonly resolve: (reply: unknown) => void;
  readonly reject: (error: Error) => void;
}

function settle(waiting: Map<number, Waiting>, answer: InspectorAnswer): void {
  const { resolve, reject } = waiting.get(answer.id) ?? {};
  waiting.delete(answer.id);
  if (answer.kind === 'done') {
    resolve?.(answer.reply);
  } else {
    reject?.(new Error(answer.message));
  }
}
