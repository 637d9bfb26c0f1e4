import { Worker } from 'node:worker_threads';
import type { Tensor } from '../base/tensor.ts';
import type { Session } from '../engine/ports.ts';
import type { OnnxRuntimeOptions } from './onnxRuntime.ts';

/** What a thread is started with. */
export interface ThreadJob {
  readonly model: Uint8Array;
  readonly options: OnnxRuntimeOptions;
}

/** What a thread is asked to run. */
export interface ThreadRequest {
  readonly inputs: Readonly<Record<string, Tensor>>;
  readonly outputs: readonly string[] | undefined;
}

/** What a thread says: first that it is ready, then what came of each request. */
export interface ThreadAnswer {
  readonly outputs: Record<string, Tensor>;
  /** The memory of the inputs, for the next ones. */
  readonly inputs: ThreadRequest['inputs'];
}

/**
 * A session in a thread of its own, whose entry is the bundled `sessionThread`: it computes while
 * this thread does something else. It takes one request at a time. A thread that ends, for whatever
 * reason, fails the request that it works on and all that follow.
 */
export async function openThreadSession(file: string, job: ThreadJob): Promise<Session> {
  const worker = new Worker(file, { workerData: job });
  let waiting: { resolve: (answer: ThreadAnswer) => void; reject: (error: Error) => void };
  let ended: Error | undefined;
  const end = (error: Error) => {
    ended ??= error;
    waiting.reject(ended);
  };
  worker.on('message', (answer: ThreadAnswer) => waiting.resolve(answer));
  worker.on('error', end);
  worker.on('exit', () => end(new Error('A thread that computes a share of each batch ended')));
  const ask = (request?: ThreadRequest) =>
    new Promise<ThreadAnswer>((resolve, reject) => {
      waiting = { resolve, reject };
      if (ended) {
        reject(ended);
      } else if (request) {
        worker.postMessage(request, buffersOf(request.inputs));
      }
    });
  let { inputs: memory } = await ask();
  return {
    run: async (inputs, names) => {
      const answer = await ask({ inputs: copyInto(memory, inputs), outputs: names });
      memory = answer.inputs;
      return answer.outputs;
    },
    release: async () => {
      await worker.terminate();
    },
  };
}

/** The memory of tensors, to be handed over to another thread. */
export function buffersOf(tensors: ThreadRequest['inputs']): ArrayBuffer[] {
  return Object.values(tensors).map(({ data }) => data.buffer as ArrayBuffer);
}

/** Copies tensors, into the memory of those of the same name and size where there are such. */
function copyInto(
  memory: ThreadRequest['inputs'],
  tensors: ThreadRequest['inputs'],
): ThreadRequest['inputs'] {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, { data, dimensions }]) => {
      const known = memory[name]?.data;
      const copy = known?.length === data.length ? known : new Float32Array(data.length);
      copy.set(data);
      return [name, { data: copy, dimensions }];
    }),
  );
}
