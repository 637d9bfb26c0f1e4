import type { Tensor } from '../base/tensor.ts';
import type { Sequence } from '../data/dataset.ts';
import { makeBatch } from '../data/makeBatch.ts';
import type { PlannedBatch } from '../data/planBatches.ts';
import { statesOfRows, zeroStates } from './carriedStates.ts';
import type { TrainingState } from './checkpoint.ts';
import { drawNoise } from './drawNoise.ts';
import type { TrainContext } from './trainContext.ts';

/** Some of the sequences of a batch, as the inputs of a training step, with their noise and states. */
export interface Share {
  /** Number of sequences. */
  readonly size: number;
  /** How many outputs the loss is the mean of. */
  readonly counted: number;
  readonly inputs: Readonly<Record<string, Tensor>>;
}

/**
 * A batch in the shares it is compiled for, of about equal size; fewer where it has fewer sequences. Noise is drawn
 * for the whole batch, so that it is the same in any number of shares.
 */
export function makeShares(
  context: Pick<TrainContext, 'dataset' | 'model' | 'compiled' | 'states'>,
  { carried, progress }: Pick<TrainingState, 'carried' | 'progress'>,
  planned: PlannedBatch,
): readonly Share[] {
  const { dataset, model, compiled, states } = context;
  const { sequences } = dataset.parts.train;
  const size = planned.places.length;
  const place = `${progress.epoch}/${progress.current.batches}`;
  const noise = drawNoise(
    compiled.noise,
    { T: planned.steps, B: size },
    model.spec.train.seed,
    place,
  );
  const before = planned.continues
    ? statesOfRows(carried, planned.continues)
    : zeroStates(states, size);
  const whole = [
    ...Object.entries(before).map(([name, tensor]) => ({ name, tensor, axis: 0 })),
    ...compiled.noise.map(({ name, shape }) => ({
      name,
      tensor: noise[name] as Tensor,
      axis: shape.indexOf('B'),
    })),
  ];
  return cutEvenly(size, compiled.shares).map((range) => {
    const places = planned.places.slice(range.from, range.to);
    const batch = makeBatch(
      dataset.shape,
      places.map((it) => sequences[it] as Sequence),
      planned,
    );
    const cut = whole.map(({ name, tensor, axis }) => [name, slice(tensor, axis, range)] as const);
    return { ...batch, inputs: { ...batch.tensors, ...Object.fromEntries(cut) } };
  });
}

/** Places `[from, to)`. */
interface Range {
  readonly from: number;
  readonly to: number;
}

function cutEvenly(size: number, count: number): readonly Range[] {
  const used = Math.min(size, count);
  const border = (index: number) => Math.round((index * size) / used);
  return Array.from({ length: used }, (_, index) => ({
    from: border(index),
    to: border(index + 1),
  }));
}

/** Some places of one axis; the whole tensor where it does not have that axis, or all are wanted. */
function slice(tensor: Tensor, axis: number, { from, to }: Range): Tensor {
  const { data, dimensions } = tensor;
  const length = dimensions[axis];
  if (length === undefined || to - from === length) {
    return tensor;
  }
  const inner = dimensions.slice(axis + 1).reduce((product, next) => product * next, 1);
  const outer = data.length / (inner * length);
  const kept = new Float32Array(outer * (to - from) * inner);
  for (let block = 0; block < outer; block++) {
    const start = block * length;
    kept.set(
      data.subarray((start + from) * inner, (start + to) * inner),
      block * (to - from) * inner,
    );
  }
  return { data: kept, dimensions: dimensions.with(axis, to - from) };
}
