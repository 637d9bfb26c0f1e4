import type { Sequence } from './dataset.ts';

/** A sequence to predict from, in the model's units, with what people call it. */
export interface NamedSequence extends Pick<Sequence, 'length' | 'inputs'> {
  /** What a forecast is about, or the number of the sequence in its file, from 1. */
  readonly label: string;
  /** What stands at each time step, where each has an output; otherwise empty. */
  readonly steps: readonly string[];
}
