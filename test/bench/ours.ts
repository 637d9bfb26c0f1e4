import { present } from '../../src/base/invariant.ts';
import type { CompiledModel } from '../../src/compile/compiledModel.ts';
import { compileModel } from '../../src/compile/compileModel.ts';
import { computeStep, loadStep, releaseStep, scalar } from '../../src/engine/computeStep.ts';
import { initialProgress } from '../../src/engine/progress.ts';
import { makeShares, type Share } from '../../src/engine/shares.ts';
import type { Model } from '../../src/resolve/model.ts';
import { chooseMemory } from '../../src/runtime/chooseMemory.ts';
import { chooseShares, chooseThreading } from '../../src/runtime/chooseThreading.ts';
import { createOnnxRuntime } from '../../src/runtime/onnxRuntime.ts';
import { productOperations } from './productOperations.ts';
import { type Row, rowModel, rowParameters, rowSequences } from './rows.ts';

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
  const shares = chooseShares(model, threads);
  const compiled = compileModel(model, shares);
  const runtime = createOnnxRuntime({
    threads,
    ...chooseThreading(model, shares, threads, []),
    ...chooseMemory(model, row.time),
    threadFile: `${__dirname}/sessionThread.cjs`,
  });
  const sessions = await loadStep(runtime, compiled);
  const compileMs = performance.now() - start;
  let parameters = rowParameters(row, model);
  const request = {
    shares: rowShares(row, model, compiled),
    update,
    before: nothing,
    isFollowed: true,
  };
  const run = async (steps: number) => {
    const times: number[] = [];
    for (let step = 0; step < steps; step++) {
      const before = performance.now();
      const { updated } = await computeStep(sessions, { parameters, ...request });
      times.push(performance.now() - before);
      parameters = present(updated['next.parameters'], 'the next parameters').data;
    }
    return times;
  };
  const operations = productOperations(compiled.trainingStep.graph, { T: row.time, B: row.batch });
  return { compileMs, operations, run, release: () => releaseStep(sessions) };
}

const nothing = { gradient: undefined, counted: 0 };
const update = { rate: scalar(0.01), step: scalar(1) };

/** The batch of a row as a run would cut it. */
function rowShares(row: Row, model: Model, compiled: CompiledModel): readonly Share[] {
  const sequences = rowSequences(row);
  const none = { shift: [], scale: [] };
  const parts = { train: { sequences }, validation: { sequences: [] }, test: { sequences: [] } };
  const dataset = { shape: model, inputScaler: none, targetScaler: none, parts };
  const places = sequences.map((_, place) => place);
  const planned = { places, from: 0, steps: row.time, continues: undefined };
  const start = { carried: {}, progress: initialProgress(0) };
  return makeShares({ dataset, model, compiled, states: [] }, start, planned);
}
