import type { Scaler } from './scaler.ts';

/** The three parts of the data, each used for one purpose only. */
export type PartName = 'train' | 'validation' | 'test';

export const partNames: readonly PartName[] = ['train', 'validation', 'test'];

/** Sequences cut from one series, ready to be put into batches. */
export interface Dataset {
  /** Input values per time step. */
  readonly inputSize: number;
  /** Target values per predicted time step. */
  readonly targetSize: number;
  /** Time steps of a sequence. */
  readonly window: number;
  /** Predicted time steps. */
  readonly horizon: number;
  /** In the columns' own units, row-major `[rows, inputSize]`. */
  readonly inputs: Float64Array;
  /** In the columns' own units, row-major `[rows, targetSize]`. */
  readonly targets: Float64Array;
  readonly inputScaler: Scaler;
  readonly targetScaler: Scaler;
  readonly parts: Readonly<Record<PartName, Part>>;
}

/**
 * The sequences of one part. A sequence is named by the row of its first target: its inputs are the
 * `window` rows before that row, and may reach back into an earlier part; its targets never do.
 */
export interface Part {
  /** The rows `[first, end)` that belong to the part. */
  readonly rows: { readonly first: number; readonly end: number };
  /** Rows of first targets, ascending. */
  readonly sequences: readonly number[];
}

/** A batch in the model's layout and scaled units. */
export interface Batch {
  /** Number of sequences B. */
  readonly size: number;
  /** `[T, B, I]`, row-major. */
  readonly x: Float32Array;
  /** `[B, horizon * targetSize]`, row-major, horizon outermost. */
  readonly y: Float32Array;
}
