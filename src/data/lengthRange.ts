/** The time steps of the shortest and of the longest of some sequences. */
export interface LengthRange {
  readonly shortest: number;
  readonly longest: number;
}

/** Only a memory of a pure function: there may be many sequences, and specs are checked often. */
const known = new WeakMap<readonly number[], LengthRange>();

/** The range of some lengths; without any, the shortest is longer than the longest. */
export function lengthRange(lengths: readonly number[]): LengthRange {
  const range = known.get(lengths) ?? measure(lengths);
  known.set(lengths, range);
  return range;
}

function measure(lengths: readonly number[]): LengthRange {
  let shortest = Number.POSITIVE_INFINITY;
  let longest = Number.NEGATIVE_INFINITY;
  for (const length of lengths) {
    shortest = Math.min(shortest, length);
    longest = Math.max(longest, length);
  }
  return { shortest, longest };
}
