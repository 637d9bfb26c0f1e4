import { sizeOf } from '../base/sizeOf.ts';
import type { Tensor } from '../base/tensor.ts';
import { type DataShape, isWeighted } from './dataShape.ts';
import { inputWidth, type Sequence, targetWidth } from './dataset.ts';

/** A batch as the inputs of a program: `x` and `y`, and `mask` and `weights` where the data needs them. */
export interface Batch {
  /** Number of sequences B. */
  readonly size: number;
  /** How many outputs the loss is the mean of. */
  readonly counted: number;
  readonly tensors: Readonly<Record<string, Tensor>>;
}

/** Time steps `[from, from + steps)` of sequences. */
export interface Stretch {
  readonly from: number;
  readonly steps: number;
}

/**
 * A stretch of some sequences, padded with zeros at the end. `x` is `[T, B, I]`, of tokens `[T, B]`;
 * `y` is `[B, O]` or `[T, B, O]`, of classes `[B]` or `[T, B]`; `mask` `[T, B]` is 1 where a step
 * belongs to its sequence; `weights` `[T, B]` is 1 where the loss counts a step.
 */
export function makeBatch(
  shape: DataShape,
  sequences: readonly Sequence[],
  stretch: Stretch = wholeOf(sequences),
): Batch {
  const grid = [stretch.steps, sequences.length];
  const { input, output } = shape;
  const x = overTime(sequences, stretch, inputWidth(shape), ({ inputs }) => inputs);
  const y =
    output.steps === 'every'
      ? overTime(sequences, stretch, targetWidth(shape), ({ targets }) => targets)
      : afterLast(sequences, targetWidth(shape));
  const steps = output.steps === 'every' ? grid : [sequences.length];
  const weights = isWeighted(shape) ? marks(sequences, stretch, output.skip) : undefined;
  return {
    size: sequences.length,
    counted: weights ? weights.data.reduce((sum, weight) => sum + weight, 0) : sizeOf(steps),
    tensors: {
      x: { data: x, dimensions: input.kind === 'tokens' ? grid : [...grid, inputWidth(shape)] },
      y: {
        data: y,
        dimensions: output.kind === 'classes' ? steps : [...steps, targetWidth(shape)],
      },
      ...(shape.ragged ? { mask: marks(sequences, stretch, 0) } : {}),
      ...(weights ? { weights } : {}),
    },
  };
}

/** All time steps of the longest sequence. */
export function wholeOf(sequences: readonly Sequence[]): Stretch {
  return { from: 0, steps: sequences.reduce((most, { length }) => Math.max(most, length), 0) };
}

function overTime(
  sequences: readonly Sequence[],
  { from, steps }: Stretch,
  width: number,
  numbersOf: (sequence: Sequence) => Float32Array,
): Float32Array {
  const tensor = new Float32Array(steps * sequences.length * width);
  sequences.forEach((sequence, b) => {
    const numbers = numbersOf(sequence);
    const last = Math.min(steps, sequence.length - from);
    for (let t = 0; t < last; t++) {
      const place = (from + t) * width;
      // Step by step is faster than a view of each: most steps hold a few numbers only.
      for (let i = 0; i < width; i++) {
        tensor[(t * sequences.length + b) * width + i] = numbers[place + i] as number;
      }
    }
  });
  return tensor;
}

function afterLast(sequences: readonly Sequence[], width: number): Float32Array {
  const tensor = new Float32Array(sequences.length * width);
  for (const [b, { targets }] of sequences.entries()) {
    tensor.set(targets, b * width);
  }
  return tensor;
}

/** 1 where a step lies inside its sequence and is not one of the `skip` steps at its start. */
function marks(sequences: readonly Sequence[], { from, steps }: Stretch, skip: number): Tensor {
  const data = new Float32Array(steps * sequences.length);
  sequences.forEach(({ length }, b) => {
    for (let t = Math.max(0, skip - from); t < Math.min(steps, length - from); t++) {
      data[t * sequences.length + b] = 1;
    }
  });
  return { data, dimensions: [steps, sequences.length] };
}
