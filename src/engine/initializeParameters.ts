import { createRandom, type Random } from '../base/random.ts';
import { sizeOf } from '../base/sizeOf.ts';
import { type Model, type Parameter, parameterCount } from '../resolve/model.ts';
import type { Initializer } from '../spec/spec.ts';

/**
 * The parameters before training as one flat vector `[P]`. Each tensor, that is each gate, draws
 * from a stream of its own (`init/lstm.0.W_i`), so that changing one never changes another; what is
 * called fan-in and fan-out are those of this gate's own matrix.
 */
export function initializeParameters(model: Model, seed: number): Float32Array {
  const vector = new Float32Array(parameterCount(model));
  for (const parameter of model.parameters) {
    const random = createRandom(seed, `init/${parameter.name}`);
    vector.set(initialValues(parameter, random), parameter.offset);
  }
  return vector;
}

function initialValues(parameter: Parameter, random: Random): Float64Array {
  const fill = fillers[parameter.initializer.kind] as Filler<Initializer['kind']>;
  return fill(parameter.initializer, parameter.shape, random);
}

type Filler<K extends Initializer['kind']> = (
  initializer: Extract<Initializer, { kind: K }>,
  shape: readonly number[],
  random: Random,
) => Float64Array;

const fillers: { readonly [K in Initializer['kind']]: Filler<K> } = {
  xavier_uniform: (_initializer, shape, random) => {
    const bound = Math.sqrt(6 / fanSum(shape));
    return draw(shape, () => (2 * random.uniform() - 1) * bound);
  },
  xavier_normal: (_initializer, shape, random) => {
    const deviation = Math.sqrt(2 / fanSum(shape));
    return draw(shape, () => random.normal() * deviation);
  },
  kaiming_uniform: (_initializer, shape, random) => {
    const bound = Math.sqrt(6 / fanIn(shape));
    return draw(shape, () => (2 * random.uniform() - 1) * bound);
  },
  kaiming_normal: (_initializer, shape, random) => {
    const deviation = Math.sqrt(2 / fanIn(shape));
    return draw(shape, () => random.normal() * deviation);
  },
  orthogonal: ({ gain }, shape, random) => orthogonal(shape, random).map((value) => gain * value),
  identity: ({ gain }, shape) => {
    const [, columns = 1] = shape;
    const values = new Float64Array(sizeOf(shape));
    return values.map((_, index) => (index % (columns + 1) === 0 ? gain : 0));
  },
  normal: ({ mean, std }, shape, random) => draw(shape, () => mean + random.normal() * std),
  uniform: ({ low, high }, shape, random) =>
    draw(shape, () => low + (high - low) * random.uniform()),
  constant: ({ value }, shape) => draw(shape, () => value),
};

function draw(shape: readonly number[], next: () => number): Float64Array {
  return new Float64Array(sizeOf(shape)).map(next);
}

/** Fan-in plus fan-out of `[outputs, inputs]`; a vector counts as a matrix of one column. */
function fanSum([outputs = 1, inputs = 1]: readonly number[]): number {
  return outputs + inputs;
}

/** The inputs of `[outputs, inputs]`: how many numbers are summed into each output. */
function fanIn([, inputs = 1]: readonly number[]): number {
  return inputs;
}

/**
 * A matrix whose rows are orthonormal, or whose columns are where there are more rows than columns:
 * normally distributed vectors, made orthonormal one after the other (Saxe et al. 2014).
 */
function orthogonal([rows = 1, columns = 1]: readonly number[], random: Random): Float64Array {
  const [count, length] = rows <= columns ? [rows, columns] : [columns, rows];
  const basis: Float64Array[] = [];
  while (basis.length < count) {
    const vector = draw([length], () => random.normal());
    const before = norm(vector);
    for (const unit of basis) {
      const projection = dot(unit, vector);
      for (let i = 0; i < length; i++) {
        vector[i] = (vector[i] as number) - projection * (unit[i] as number);
      }
    }
    const left = norm(vector);
    // What is left of a vector that the others nearly span is rounding error: draw another one.
    if (left > 1e-6 * before) {
      basis.push(vector.map((value) => value / left));
    }
  }
  const matrix = new Float64Array(rows * columns);
  basis.forEach((unit, k) => {
    unit.forEach((value, i) => {
      matrix[rows <= columns ? k * columns + i : i * columns + k] = value;
    });
  });
  return matrix;
}

function norm(vector: Float64Array): number {
  return Math.sqrt(dot(vector, vector));
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) {
    sum += (a[i] as number) * (b[i] as number);
  }
  return sum;
}
