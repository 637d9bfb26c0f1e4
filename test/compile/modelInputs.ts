import { createRandom, type Random } from '../../src/base/random.ts';
import type { Float64Tensor } from '../../src/graph/evaluate.ts';
import type { Dimension, Graph, NodeOf } from '../../src/graph/graph.ts';
import type { Model } from '../../src/resolve/model.ts';

/** Tensors by the names of a program's inputs. */
export type ModelInputs = Record<string, Float64Tensor>;

/** The sizes of a batch; `lengths` are those of its sequences where they differ. */
export interface BatchSizes {
  readonly T: number;
  readonly B: number;
  readonly lengths?: readonly number[];
}

/**
 * Inputs for a program of a model, exactly representable in float32: random numbers, but for tokens,
 * classes, flags and masks. Padding holds NaN.
 */
export function modelInputs(model: Model, graph: Graph, sizes: BatchSizes, seed = 1): ModelInputs {
  const random = createRandom(seed, 'inputs');
  return Object.fromEntries(
    graph.inputs.map((input) => {
      const { name } = (input.node as NodeOf<'input'>).attributes;
      const shape = input.shape.map((length) => lengthOf(length, sizes));
      const size = shape.reduce((product, length) => product * length, 1);
      const draw = drawer(model, name, random);
      const data = Float64Array.from({ length: size }, () => Math.fround(draw()));
      return [name, { shape, data: padded(model, name, shape, data, sizes) }];
    }),
  );
}

/** What one number of an input is drawn as. */
function drawer({ input, output }: Model, name: string, random: Random): () => number {
  const isTokens = name === 'x' && input.kind === 'tokens';
  if (isTokens || (name === 'y' && output.kind === 'classes')) {
    const { length } = isTokens ? input.names : output.names;
    return () => random.below(length);
  }
  switch (name) {
    case 'rate':
      return () => 0.05;
    case 'step':
      return () => 3;
    case 'y':
      return output.kind === 'flags' ? () => random.below(2) : random.normal;
    // The optimiser's vectors are small and not negative.
    case 'mean':
    case 'variance':
    case 'square':
    case 'momentum':
      return () => 0.01 * random.uniform();
    default:
      return name.startsWith('noise.') && !name.startsWith('noise.noise')
        ? () => random.below(2)
        : () => 0.5 * random.normal();
  }
}

function padded(
  { output, ragged }: Model,
  name: string,
  shape: readonly number[],
  data: Float64Array,
  { T, B, lengths = Array(B).fill(T) }: BatchSizes,
): Float64Array {
  const [, , width = 1] = shape;
  const isInside = (place: number) => {
    const step = Math.floor(place / (B * width));
    return step < (lengths[Math.floor(place / width) % B] ?? 0);
  };
  if (name === 'mask' || name === 'weights') {
    return data.map((_, place) => (isInside(place) ? 1 : 0));
  }
  const isOverTime = ragged && (name === 'x' || (name === 'y' && output.steps === 'every'));
  return isOverTime ? data.map((value, place) => (isInside(place) ? value : Number.NaN)) : data;
}

function lengthOf(length: Dimension, sizes: BatchSizes): number {
  return typeof length === 'number' ? length : (sizes[length as 'T' | 'B'] as number);
}

/** One sequence of a batch by itself, without its padding. */
export function oneSequence(
  inputs: ModelInputs,
  { T, B, lengths = Array(B).fill(T) }: BatchSizes,
  place: number,
): ModelInputs {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, { shape, data }]) => {
      if (shape[0] === T && shape[1] === B) {
        const width = shape[2] ?? 1;
        const steps = Array.from({ length: lengths[place] ?? T }, (_, step) => step * B + place);
        return [
          name,
          { shape: [steps.length, 1, ...shape.slice(2)], data: rows(data, steps, width) },
        ];
      }
      return shape[0] === B && name !== 'parameters'
        ? [name, { shape: [1, ...shape.slice(1)], data: rows(data, [place], shape[1] ?? 1) }]
        : [name, { shape, data }];
    }),
  );
}

function rows(data: Float64Array, places: readonly number[], width: number): Float64Array {
  return Float64Array.from(
    places.flatMap((place) => [...data.subarray(place * width, (place + 1) * width)]),
  );
}
