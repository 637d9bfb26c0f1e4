import { type DataShape, outputWidth } from './dataShape.ts';
import type { Part } from './dataset.ts';
import { placeOfLargest } from './placeOfLargest.ts';

/**
 * The share of outputs whose class is the one that the model finds most likely. `predictions` are per
 * sequence: `[O]`, or `[length, O]` where every step has an output; the first `skip` steps do not
 * count.
 */
export function accuracy(
  { output }: DataShape,
  { sequences }: Part,
  predictions: readonly Float32Array[],
): number {
  const width = outputWidth(output);
  let [right, count] = [0, 0];
  for (const [place, { targets }] of sequences.entries()) {
    const logits = predictions[place] ?? new Float32Array();
    for (let step = output.skip; step < targets.length; step++) {
      const found = placeOfLargest(logits.subarray(step * width, (step + 1) * width));
      right += found === targets[step] ? 1 : 0;
      count += 1;
    }
  }
  return right / count;
}

/** The share of a part's outputs that are of the class that is most frequent in another part. */
export function mostFrequentAccuracy({ output }: DataShape, train: Part, part: Part): number {
  const counts = new Float64Array(output.names.length);
  for (const target of countedTargets(output.skip, train)) {
    counts[target] = (counts[target] ?? 0) + 1;
  }
  const guess = placeOfLargest(counts);
  const all = [...countedTargets(output.skip, part)];
  return all.filter((target) => target === guess).length / all.length;
}

function* countedTargets(skip: number, { sequences }: Part): Iterable<number> {
  for (const { targets } of sequences) {
    yield* targets.subarray(skip);
  }
}
