import type { DataShape } from './dataShape.ts';
import type { Scaler } from './scaler.ts';

/** The three parts of the data, each used for one purpose only. */
export type PartName = 'train' | 'validation' | 'test';

export const partNames: readonly PartName[] = ['train', 'validation', 'test'];

/** Something for each of the parts. */
export type ByPart<T> = Readonly<Record<PartName, T>>;

/** Makes something for each of the parts. */
export function eachPart<T>(make: (part: PartName) => T): ByPart<T> {
  return { train: make('train'), validation: make('validation'), test: make('test') };
}

/** What a part is called in a sentence: `the training part`. */
export function partWord(part: PartName): string {
  return part === 'train' ? 'training' : part;
}

/** All sequences of a spec's data, ready to be put into batches. */
export interface Dataset {
  readonly shape: DataShape;
  /** How values became `Sequence.inputs`; no columns where they are as they came, or tokens. */
  readonly inputScaler: Scaler;
  /** How values became `Sequence.targets`. */
  readonly targetScaler: Scaler;
  readonly parts: ByPart<Part>;
}

/** The sequences that are used for one purpose. */
export interface Part {
  readonly sequences: readonly Sequence[];
}

/**
 * One sequence in the model's units. `inputs` holds the input values of each time step, or one token
 * per step; `targets` the values of the one output (horizon outermost), or those of every step: a
 * class is one number, its place in the list of classes.
 */
export interface Sequence {
  /** Time steps. */
  readonly length: number;
  readonly inputs: Float32Array;
  readonly targets: Float32Array;
}

/** Numbers per time step in `Sequence.inputs`. */
export function inputWidth({ input }: DataShape): number {
  return input.kind === 'tokens' ? 1 : input.names.length;
}

/** Numbers per output in `Sequence.targets`. */
export function targetWidth({ output }: DataShape): number {
  return output.kind === 'classes' ? 1 : output.names.length * output.horizon;
}
