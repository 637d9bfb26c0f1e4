import { invariant } from '../base/invariant.ts';
import { createRandom } from '../base/random.ts';
import { sizeOf } from '../base/sizeOf.ts';
import type { Tensor } from '../base/tensor.ts';
import type { NoiseInput } from '../lower/noise.ts';

/** The sizes of a batch. */
export interface BatchLengths {
  readonly T: number;
  readonly B: number;
}

/**
 * The random inputs of one training step. They follow from the seed, the step and the name of each
 * alone, so that a resumed run draws what an uninterrupted one would have drawn.
 */
export function drawNoise(
  noise: readonly NoiseInput[],
  lengths: BatchLengths,
  seed: number,
  step: number,
): Record<string, Tensor> {
  return Object.fromEntries(
    noise.map((input) => {
      const dimensions = input.shape.map((length) => {
        const known = typeof length === 'number' ? length : lengths[length as keyof BatchLengths];
        invariant(known !== undefined, `the length ${length} of "${input.name}" is known`);
        return known;
      });
      const draw = drawer(input, seed, step);
      const data = new Float32Array(sizeOf(dimensions));
      for (let index = 0; index < data.length; index++) {
        data[index] = draw();
      }
      return [input.name, { data, dimensions }];
    }),
  );
}

function drawer(input: NoiseInput, seed: number, step: number): () => number {
  const random = createRandom(seed, `${input.name}/${step}`);
  switch (input.kind) {
    case 'keep':
      return () => (random.uniform() < input.rate ? 0 : input.kept);
    case 'normal':
      return () => input.deviation * random.normal();
  }
}
