import { invariant, present } from '../base/invariant.ts';
import type { Tensor } from '../base/tensor.ts';
import type { Sequence } from '../data/dataset.ts';
import { type Batch, makeBatch } from '../data/makeBatch.ts';
import { tapName } from '../lower/lowering.ts';
import type { GradientFlow } from '../protocol/inspection.ts';
import type { Model } from '../resolve/model.ts';
import { type RecurrentPass, recurrentPasses } from '../resolve/recurrentPasses.ts';
import type { Session } from './ports.ts';

/**
 * Runs the program of `compileGradientFlow`: how the loss of some sequences depends on every value of
 * every cell at every time step. Where every step has an output, the loss is that of one step,
 * `lossStep` from 0, the last one where it is not said; sequences that end before it are left out.
 * Otherwise it is the loss after the last step.
 */
export async function gradientFlow(
  session: Session,
  model: Model,
  parameters: Float32Array,
  sequences: readonly Sequence[],
  lossStep?: number,
): Promise<GradientFlow> {
  const isEvery = model.output.steps === 'every';
  const stepOf = ({ length }: Sequence) => (isEvery ? (lossStep ?? length - 1) : length - 1);
  const chosen = sequences.filter((sequence) => stepOf(sequence) < sequence.length);
  invariant(chosen.length > 0, 'a sequence has a loss at the step');
  const batch = makeBatch(model, chosen);
  const lossSteps = chosen.map(stepOf);
  const passes = recurrentPasses(model);
  const outputs = await session.run({
    parameters: { data: parameters, dimensions: [parameters.length] },
    ...batch.tensors,
    ...(isEvery ? { weights: weightsAt(batch, lossSteps) } : {}),
    ...zeroTaps(passes, batch),
  });
  const window = windowOf(chosen, lossSteps);
  return {
    sequences: chosen.length,
    loss: present(present(outputs.loss, 'the loss').data[0], 'a number'),
    from: window.from,
    passes: passes.map(({ name: pass, values, ...rest }) => ({
      name: pass,
      ...rest,
      values: values.map(({ name, role }) => ({
        name,
        role,
        norms: meanNorms(
          present(outputs[`gradient.${tapName(pass, name)}`], name),
          chosen,
          lossSteps,
          window,
        ),
      })),
    })),
  };
}

/** Distances from the loss: the first one, and how many follow each other. */
interface Window {
  readonly from: number;
  readonly count: number;
}

function windowOf(sequences: readonly Sequence[], lossSteps: readonly number[]): Window {
  const from = -Math.max(...lossSteps);
  const last = Math.max(...sequences.map(({ length }, b) => length - 1 - (lossSteps[b] as number)));
  return { from, count: last - from + 1 };
}

/** 1 at the step of each sequence whose loss is wanted, `[T, B]`. */
function weightsAt({ size, tensors }: Batch, lossSteps: readonly number[]): Tensor {
  const [steps = 0] = present(tensors.x, 'the input').dimensions;
  const data = new Float32Array(steps * size);
  for (const [b, step] of lossSteps.entries()) {
    data[step * size + b] = 1;
  }
  return { data, dimensions: [steps, size] };
}

function zeroTaps(passes: readonly RecurrentPass[], { size, tensors }: Batch) {
  const [steps = 0] = present(tensors.x, 'the input').dimensions;
  const taps = passes.flatMap(({ name: pass, values }) =>
    values.map(({ name, width }): [string, Tensor] => [
      tapName(pass, name),
      { data: new Float32Array(steps * size * width), dimensions: [steps, size, width] },
    ]),
  );
  return Object.fromEntries(taps);
}

/**
 * The norm over units of a gradient `[T, B, width]` by the distance from each sequence's loss, a mean
 * over the sequences that have a step there. The loss of a batch is a mean, so that the gradient of one
 * sequence's own loss is B times as large.
 */
function meanNorms(
  { data, dimensions }: Tensor,
  sequences: readonly Sequence[],
  lossSteps: readonly number[],
  { from, count }: Window,
): readonly number[] {
  const [, size = 0, width = 0] = dimensions;
  return Array.from({ length: count }, (_, index) => {
    let [sum, met] = [0, 0];
    for (const [b, { length }] of sequences.entries()) {
      const step = (lossSteps[b] as number) + from + index;
      if (step >= 0 && step < length) {
        const start = (step * size + b) * width;
        sum += Math.hypot(...data.subarray(start, start + width)) * size;
        met++;
      }
    }
    return sum / met;
  });
}
