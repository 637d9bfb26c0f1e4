import { invariant } from '../base/invariant.ts';
import { createRandom, type Random } from '../base/random.ts';
import { sizeOf } from '../base/sizeOf.ts';
import type { Tensor } from '../base/tensor.ts';
import type { NoiseInput } from '../lower/noise.ts';

/** The sizes of a batch. */
export interface BatchLengths {
  readonly T: number;
  readonly B: number;
}

/**
 * The random inputs of one batch. They follow from the seed, the batch's place in the run and the
 * name of each alone, so that a resumed run draws what an uninterrupted one would have drawn.
 */
export function drawNoise(
  noise: readonly NoiseInput[],
  lengths: BatchLengths,
  seed: number,
  place: string,
): Record<string, Tensor> {
  return Object.fromEntries(
    noise.map((input) => {
      const dimensions = input.shape.map((length) => {
        const known = typeof length === 'number' ? length : lengths[length as keyof BatchLengths];
        invariant(known !== undefined, `the length ${length} of "${input.name}" is known`);
        return known;
      });
      const random = createRandom(seed, `${input.name}/${place}`);
      const data = fill(input, new Float32Array(sizeOf(dimensions)), random);
      return [input.name, { data, dimensions }];
    }),
  );
}

function fill(input: NoiseInput, data: Float32Array, random: Random): Float32Array {
  const uniforms = random.uniforms(data.length + (data.length % 2));
  if (input.kind === 'keep') {
    const share = 1 - input.rate;
    for (let index = 0; index < data.length; index++) {
      // 1 or 0 without a branch, which nobody could predict.
      data[index] = input.kept * Math.floor((uniforms[index] as number) + share);
    }
    return data;
  }
  // Two numbers from two (Box and Muller 1958).
  for (let index = 0; index < data.length; index += 2) {
    const radius = input.deviation * Math.sqrt(-2 * Math.log(1 - (uniforms[index] as number)));
    const angle = 2 * Math.PI * (uniforms[index + 1] as number);
    data[index] = radius * Math.cos(angle);
    data[index + 1] = radius * Math.sin(angle);
  }
  return data;
}
