import { createRandom } from '../../base/random.ts';
import { type ByPart, eachPart, type Part, type PartName, type Sequence } from '../dataset.ts';
import { noScaler } from '../scaler.ts';
import { type RegressDataset, regressShape } from './buildRegressDataset.ts';

/** How many sequences of which length are drawn. */
export interface AddingOptions extends ByPart<number> {
  /** Time steps of each sequence, 2 or more. */
  readonly steps: number;
  readonly seed: number;
}

/** What the adding problem takes and gives. */
export const addingShape = regressShape(['value', 'marker'], 'sum', false);

/**
 * The adding problem (Hochreiter and Schmidhuber 1997, section 5.4, in the form of Le et al. 2015,
 * section 4.1): at each step a number from [0, 1) and a marker, which is 1 at one step of the first
 * half and at one of the second half and 0 elsewhere; the target is the sum of the two marked numbers.
 * Each part has a stream of its own, so that its sequences do not depend on the sizes of the others.
 */
export function generateAdding(options: AddingOptions): RegressDataset {
  return {
    kind: 'regress',
    shape: addingShape,
    inputScaler: noScaler,
    targetScaler: noScaler,
    parts: eachPart((part) => drawPart(options, part)),
  };
}

function drawPart({ steps, seed, ...counts }: AddingOptions, part: PartName): Part {
  const random = createRandom(seed, `adding.${part}`);
  const half = Math.floor(steps / 2);
  const draw = (): Sequence => {
    const inputs = new Float32Array(steps * 2);
    for (let step = 0; step < steps; step++) {
      inputs[step * 2] = random.uniform();
    }
    const marked = [random.below(half), half + random.below(steps - half)];
    let sum = 0;
    for (const step of marked) {
      inputs[step * 2 + 1] = 1;
      sum += inputs[step * 2] as number;
    }
    return { length: steps, inputs, targets: Float32Array.of(sum) };
  };
  return { sequences: Array.from({ length: counts[part] }, draw) };
}
