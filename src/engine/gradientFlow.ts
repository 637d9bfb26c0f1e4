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
 * Otherwise it is the loss after the last step. Distances are counted as a pass reads: one that goes
 * backwards ends at the first time step, and has read the others before.
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
  const places = {
    forward: lossSteps.map((start) => ({ start, direction: 1 })),
    reverse: lossSteps.map((step) => ({ start: isEvery ? step : 0, direction: -1 })),
  };
  const window = windowOf(
    chosen,
    passes.flatMap(({ reverse }) => [reverse ? places.reverse : places.forward]),
  );
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
          rest.reverse ? places.reverse : places.forward,
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

/** The time step of a sequence that is at distance 0 in a pass, and where the next one is read. */
interface Place {
  readonly start: number;
  readonly direction: number;
}

/** All distances that there are in any pass. */
function windowOf(sequences: readonly Sequence[], places: readonly (readonly Place[])[]): Window {
  const ends = places.flatMap((ofPass) =>
    ofPass.flatMap(({ start, direction }, b) => {
      const last = (sequences[b] as Sequence).length - 1;
      return [-start * direction, (last - start) * direction];
    }),
  );
  const from = ends.reduce((least, end) => Math.min(least, end), 0);
  return { from, count: ends.reduce((most, end) => Math.max(most, end), 0) - from + 1 };
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
 * over the sequences that have a step there; not a number where none has one. The loss of a batch is a
 * mean, so that the gradient of one sequence's own loss is B times as large.
 */
function meanNorms(
  { data, dimensions }: Tensor,
  sequences: readonly Sequence[],
  places: readonly Place[],
  { from, count }: Window,
): readonly number[] {
  const [, size = 0, width = 0] = dimensions;
  return Array.from({ length: count }, (_, index) => {
    let [sum, met] = [0, 0];
    for (const [b, { length }] of sequences.entries()) {
      const { start: first, direction } = places[b] as Place;
      const step = first + direction * (from + index);
      if (step >= 0 && step < length) {
        const start = (step * size + b) * width;
        sum += Math.hypot(...data.subarray(start, start + width)) * size;
        met++;
      }
    }
    return sum / met;
  });
}
