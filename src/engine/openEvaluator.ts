import { evaluationGraph } from '../compile/compileModel.ts';
import { emitOnnx } from '../onnx/emitOnnx.ts';
import type { Model } from '../resolve/model.ts';
import { batchOptions } from './batchOptions.ts';
import { stateInputs } from './carriedStates.ts';
import type { Evaluator } from './evaluate.ts';
import type { Runtime } from './ports.ts';

/** Loads the evaluation program of a model; whoever asks releases its session. */
export async function openEvaluator(runtime: Runtime, model: Model): Promise<Evaluator> {
  const graph = evaluationGraph(model);
  return {
    session: await runtime.load(emitOnnx(graph), 'occasional'),
    states: stateInputs(graph),
    shape: model,
    options: batchOptions(model),
  };
}
