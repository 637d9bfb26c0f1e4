import { type ArchiveParts, archiveSequences, fitDimensions } from '../archive/archiveDataset.ts';
import type { DataShape } from '../dataShape.ts';
import type { Dataset } from '../dataset.ts';
import { fitScaler, type Scaler, type ScalerKind, scaleMatrix } from '../scaler.ts';

/** Sequences, each with a number that is told after its last time step. */
export interface RegressDataset extends Dataset {
  readonly kind: 'regress';
}

/** What a spec of `task: regress` says of the series in its files. */
export interface RegressOptions {
  /** Names of the numbers of a time step. */
  readonly inputs: readonly string[];
  readonly scale: ScalerKind;
}

/** What goes in at every time step; the target comes out after the last one. */
export function regressShape(
  inputs: readonly string[],
  target: string,
  ragged: boolean,
): DataShape {
  return {
    input: { kind: 'values', names: inputs },
    output: { kind: 'values', names: [target], horizon: 1, steps: 'last', skip: 0 },
    ragged,
  };
}

/** The series of each part, whose labels must be numbers. */
export function buildRegressDataset(
  parts: ArchiveParts,
  { inputs, scale }: RegressOptions,
  scalers: { readonly inputScaler: Scaler; readonly targetScaler: Scaler } = {
    inputScaler: fitDimensions(scale, parts),
    targetScaler: fitLabels(scale, parts),
  },
): RegressDataset {
  return {
    kind: 'regress',
    shape: regressShape(inputs, 'target', true),
    ...scalers,
    parts: archiveSequences(parts, scalers.inputScaler, ({ label }) =>
      scaleMatrix(scalers.targetScaler, Float64Array.of(Number(label))),
    ),
  };
}

function fitLabels(scale: ScalerKind, { train }: ArchiveParts): Scaler {
  const labels = Float64Array.from(train, ({ label }) => Number(label));
  return fitScaler(scale, labels, 1, { first: 0, end: labels.length });
}
