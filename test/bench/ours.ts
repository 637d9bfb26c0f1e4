import { present } from '../../src/base/invariant.ts';
import type { Tensor } from '../../src/base/tensor.ts';
import { compileModel } from '../../src/compile/compileModel.ts';
import { chooseMemory } from '../../src/runtime/chooseMemory.ts';
import { chooseThreading } from '../../src/runtime/chooseThreading.ts';
import { createOnnxRuntime } from '../../src/runtime/onnxRuntime.ts';
import { productOperations } from './productOperations.ts';
import { type Row, rowInputs, rowModel } from './rows.ts';

/** A training step that is ready to run. */
export interface Steps {
  /** Milliseconds from the model to a session that can run. */
  readonly compileMs: number;
  /** Additions and multiplications in the matrix products of one step. */
  readonly operations: number;
  /** Runs so many steps, each from the parameters of the one before; milliseconds of each. */
  readonly run: (steps: number) => Promise<readonly number[]>;
  readonly release: () => Promise<void>;
}

/** Compiles and loads the training step of a row, with the threads that a run of it would get. */
export async function prepareOurs(cell: string, row: Row, threads: number): Promise<Steps> {
  const start = performance.now();
  const model = rowModel(cell, row);
  const { trainingStep } = compileModel(model);
  const runtime = createOnnxRuntime({
    threads,
    ...chooseThreading(model, threads, []),
    ...chooseMemory(model, row.time),
  });
  const session = await runtime.load(trainingStep.bytes);
  const compileMs = performance.now() - start;
  const { parameters, x, y } = rowInputs(row, model);
  let current: Tensor = { data: parameters, dimensions: [parameters.length] };
  const fixed = {
    rate: { data: Float32Array.of(0.01), dimensions: [] },
    step: { data: Float32Array.of(1), dimensions: [] },
    x: { data: x, dimensions: [row.time, row.batch, row.input] },
    y: { data: y, dimensions: [row.time, row.batch, row.output] },
  };
  const run = async (steps: number) => {
    const times: number[] = [];
    for (let step = 0; step < steps; step++) {
      const before = performance.now();
      const outputs = await session.run({ parameters: current, ...fixed });
      times.push(performance.now() - before);
      current = present(outputs['next.parameters'], 'the next parameters');
    }
    return times;
  };
  const operations = productOperations(trainingStep.graph, { T: row.time, B: row.batch });
  return { compileMs, operations, run, release: () => session.release() };
}
