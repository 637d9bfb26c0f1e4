import { createHash, type Hash } from 'node:crypto';
import { sizeOf } from '../../../src/base/sizeOf.ts';
import type { Tensor } from '../../../src/base/tensor.ts';
import { compileModel, compileProbe } from '../../../src/compile/compileModel.ts';
import { exportRun } from '../../../src/compile/exportRun.ts';
import { outputWidth } from '../../../src/data/dataShape.ts';
import { initializeParameters } from '../../../src/engine/initializeParameters.ts';
import type { Runtime } from '../../../src/engine/ports.ts';
import { createTask } from '../../../src/engine/tasks/createTask.ts';
import { train } from '../../../src/engine/train.ts';
import type { DataSource } from '../../../src/resolve/dataSource.ts';
import type { Model } from '../../../src/resolve/model.ts';
import { buildDataset } from '../../../src/resolve/tasks/tasks.ts';
import { sha256 } from '../../../src/runtime/sha256.ts';
import { memoryStore } from '../../engine/fakeRun.ts';

/**
 * One hash of all that comes out of a run: the programs it loads, every input it gives them (batches,
 * noise, parameters, rates), every file it writes, and the exported file. The spec itself is not in
 * it. Numbers come from a runtime that computes nothing: parameters stay as they start, and each
 * loss is worse than the one before, so that whatever waits for a better one acts.
 */
export async function traceRun(model: Model, source: DataSource): Promise<string> {
  const hash = createHash('sha256');
  const dataset = buildDataset(model.spec, source);
  await train({
    model,
    compiled: compileModel(model),
    compileProbe: (options) => compileProbe(model, options),
    dataset,
    task: createTask(dataset),
    runtime: tracingRuntime(model, hash),
    store: memoryStore(new Map(), (kind, file, bytes) => {
      hash.update(`${kind} ${file}`).update(bytes);
    }),
    digest: sha256,
    clock: { now: () => 0 },
    origin: { spec: 'a.rnn.yaml', pid: 1 },
    notices: [],
    signal: new AbortController().signal,
    onEvent: () => {},
  });
  const { inputScaler, targetScaler } = dataset;
  const parameters = initializeParameters(model, model.spec.train.seed);
  const named = { name: 'a', specText: '' };
  hash.update(exportRun({ ...named, model, parameters, inputScaler, targetScaler }));
  return hash.digest('hex');
}

function tracingRuntime(model: Model, hash: Hash): Runtime {
  let loss = 1;
  return {
    load: async (bytes) => {
      hash.update('load').update(bytes);
      return {
        run: async (inputs, outputs) => {
          hash.update('run');
          for (const [name, { data, dimensions }] of Object.entries(inputs)) {
            hash.update(`${name} ${dimensions}`);
            hash.update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
          }
          loss += 1;
          const asked = outputs?.includes('prediction') ? predictionOf(model, inputs) : {};
          const gradient = inputs.parameters as Tensor;
          return { ...statesAfter(inputs), ...asked, ...scalars(loss), gradient };
        },
        release: async () => {},
      };
    },
  };
}

type Tensors = Readonly<Record<string, Tensor>>;

function scalars(loss: number): Tensors {
  const scalar = (value: number) => ({ data: Float32Array.of(value), dimensions: [] });
  return { loss: scalar(loss), gradient_norm: scalar(1), clipped: scalar(0) };
}

/** Whatever goes from step to step stays what it is. */
function statesAfter(inputs: Tensors): Tensors {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, tensor]) => [
      name.startsWith('initial.') ? name.replace('initial.', 'final.') : `next.${name}`,
      tensor,
    ]),
  );
}

function predictionOf({ output }: Model, { x }: Tensors): Tensors {
  const [steps = 0, batch = 0] = x?.dimensions ?? [];
  const width = outputWidth(output);
  const dimensions = output.steps === 'every' ? [steps, batch, width] : [batch, width];
  return { prediction: { data: new Float32Array(sizeOf(dimensions)), dimensions } };
}
