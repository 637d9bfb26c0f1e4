import type { Model } from '../resolve/model.ts';
import type { OnnxRuntimeOptions } from './onnxRuntime.ts';

/**
 * How a run whose batches have so many time steps should use memory. ONNX Runtime plans the places of
 * all tensors from the shapes of the step before, which is a few per cent faster than asking for each
 * as it comes, but needs about twice the memory where tensors of whole sequences are large.
 */
export function chooseMemory(
  { layers, spec }: Model,
  timeSteps: number,
): Pick<OnnxRuntimeOptions, 'plansMemory'> {
  const widest = layers.reduce((most, { outputSize }) => Math.max(most, outputSize), 0);
  return { plansMemory: timeSteps * spec.train.batch * widest < largestPlanned };
}

/** Numbers of one value over a whole sequence: 16 MB. With 5,000 steps of 128 units it is 82 MB. */
const largestPlanned = 4_000_000;
