import { UserError } from '../base/userError.ts';
import type { PartName, Sequence } from '../data/dataset.ts';

/**
 * The first `count` sequences of a part that have a time step, from 0; any where none is named.
 *
 * @throws UserError where there are none.
 */
export function sequencesWithStep(
  sequences: readonly Sequence[],
  part: PartName,
  step: number | undefined,
  count: number,
): readonly Sequence[] {
  const found = sequences.filter(({ length }) => (step ?? 0) < length);
  if (found.length === 0) {
    throw new UserError(
      step === undefined
        ? `The ${part} part of the data is empty: choose another`
        : `No sequence of the ${part} part has a time step ${step}`,
    );
  }
  return found.slice(0, count);
}
