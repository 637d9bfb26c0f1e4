import type { DataShape } from '../dataShape.ts';
import type { Dataset } from '../dataset.ts';

/** Sequences, each with numbers that are told after its last time step. */
export interface RegressDataset extends Dataset {
  readonly kind: 'regress';
}

/** What goes in at every time step, and what comes out after the last one. */
export function regressShape(
  inputs: readonly string[],
  targets: readonly string[],
  ragged: boolean,
): DataShape {
  return {
    input: { kind: 'values', names: inputs },
    output: { kind: 'values', names: targets, horizon: 1, steps: 'last', skip: 0 },
    ragged,
  };
}
