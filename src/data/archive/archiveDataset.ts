import { type ByPart, type Dataset, eachPart, type Part } from '../dataset.ts';
import { fitScaler, type Scaler, type ScalerKind, scaleMatrix } from '../scaler.ts';
import type { ArchiveSeries } from './parseArchive.ts';

/** Labelled series by part. */
export type ArchiveParts = ByPart<readonly ArchiveSeries[]>;

/** Names for as many dimensions: `x1`, `x2`, … */
export function dimensionNames(dimensions: number): readonly string[] {
  return Array.from({ length: dimensions }, (_, index) => `x${index + 1}`);
}

/** A scaler of the dimensions, fitted on the time steps of the training part. */
export function fitDimensions(kind: ScalerKind, { train }: ArchiveParts): Scaler {
  const steps = train.reduce((sum, { length }) => sum + length, 0);
  const [first] = train;
  const dimensions = first ? first.values.length / first.length : 0;
  const all = new Float64Array(steps * dimensions);
  let offset = 0;
  for (const { values } of train) {
    all.set(values, offset);
    offset += values.length;
  }
  return fitScaler(kind, all, dimensions, { first: 0, end: steps });
}

/** The series of each part as sequences, each with the targets of its label. */
export function archiveSequences(
  parts: ArchiveParts,
  inputScaler: Scaler,
  targetsOf: (series: ArchiveSeries) => Float32Array,
): Dataset['parts'] {
  const part = (series: readonly ArchiveSeries[]): Part => ({
    sequences: series.map((one) => ({
      length: one.length,
      inputs: scaleMatrix(inputScaler, one.values),
      targets: targetsOf(one),
    })),
  });
  return eachPart((name) => part(parts[name]));
}
