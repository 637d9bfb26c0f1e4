import { parentPort, workerData } from 'node:worker_threads';
import { present } from '../base/invariant.ts';
import { createOnnxRuntime } from './onnxRuntime.ts';
import {
  buffersOf,
  type ThreadAnswer,
  type ThreadJob,
  type ThreadRequest,
} from './threadSession.ts';

/**
 * The thread of one session; see `openThreadSession`. An error ends it, and so reaches whoever asked.
 */
async function main({ model, options }: ThreadJob): Promise<void> {
  const port = present(parentPort ?? undefined, 'the thread that started this one');
  // All memory is handed over instead of copied: nobody reads it here any more.
  const say = (answer: ThreadAnswer) =>
    port.postMessage(answer, [...buffersOf(answer.outputs), ...buffersOf(answer.inputs)]);
  const session = await createOnnxRuntime(options).load(model);
  port.on('message', async ({ inputs, outputs }: ThreadRequest) => {
    say({ outputs: await session.run(inputs, outputs), inputs });
  });
  say({ outputs: {}, inputs: {} });
}

void main(workerData);
