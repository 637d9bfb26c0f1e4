import { compileGradientFlow, compileTrace } from '../compile/compileInspection.ts';
import type { Sequence } from '../data/dataset.ts';
import type { Stretch } from '../data/makeBatch.ts';
import { gradientFlow } from '../engine/gradientFlow.ts';
import type { Session } from '../engine/ports.ts';
import { traceSequence } from '../engine/traceSequence.ts';
import type { GradientFlow, Trace } from '../protocol/inspection.ts';
import type { Model } from '../resolve/model.ts';
import { createOnnxRuntime } from './onnxRuntime.ts';

/** A model with the parameters to look at: those of a run, or those before training. */
export interface InspectedWeights {
  readonly model: Model;
  /** Flat, `[P]`. */
  readonly parameters: Float32Array;
}

/** Every value of every cell on a stretch of a sequence; see `traceSequence`. */
export function traceModel(
  { model, parameters }: InspectedWeights,
  sequence: Sequence,
  stretch: Stretch,
): Promise<Trace> {
  return withProgram(compileTrace(model).bytes, (session) =>
    traceSequence(session, model, parameters, sequence, stretch),
  );
}

/** How a loss depends on every value of every cell; see `gradientFlow`. */
export function gradientFlowOfModel(
  { model, parameters }: InspectedWeights,
  sequences: readonly Sequence[],
  lossStep?: number,
): Promise<GradientFlow> {
  return withProgram(compileGradientFlow(model).bytes, (session) =>
    gradientFlow(session, model, parameters, sequences, lossStep),
  );
}

async function withProgram<T>(
  bytes: Uint8Array,
  use: (session: Session) => Promise<T>,
): Promise<T> {
  const session = await createOnnxRuntime({ plansMemory: false }).load(bytes, 'occasional');
  try {
    return await use(session);
  } finally {
    await session.release();
  }
}
