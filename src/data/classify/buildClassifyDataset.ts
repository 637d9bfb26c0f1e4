import { type ArchiveParts, archiveSequences, fitDimensions } from '../archive/archiveDataset.ts';
import type { DataShape, InputShape } from '../dataShape.ts';
import type { Dataset } from '../dataset.ts';
import { noScaler, type Scaler, type ScalerKind } from '../scaler.ts';

/** What a spec of `task: classify` says of its data. */
export interface ClassifyOptions {
  /** Names of the numbers of a time step. */
  readonly inputs: readonly string[];
  readonly classes: readonly string[];
  readonly scale: ScalerKind;
}

/** Sequences, each of one class. */
export interface ClassifyDataset extends Dataset {
  readonly kind: 'classify';
}

/** The class of a sequence is told after its last time step. */
export function classifyShape(
  kind: InputShape['kind'],
  inputs: readonly string[],
  classes: readonly string[],
): DataShape {
  return {
    input: { kind, names: inputs },
    output: { kind: 'classes', names: classes, horizon: 1, steps: 'last', skip: 0 },
    ragged: true,
  };
}

/** The series of each part, whose labels must be among the classes. */
export function buildClassifyDataset(
  parts: ArchiveParts,
  options: ClassifyOptions,
  inputScaler: Scaler = fitDimensions(options.scale, parts),
): ClassifyDataset {
  return {
    kind: 'classify',
    shape: classifyShape('values', options.inputs, options.classes),
    inputScaler,
    targetScaler: noScaler,
    parts: archiveSequences(parts, inputScaler, ({ label }) =>
      Float32Array.of(options.classes.indexOf(label)),
    ),
  };
}
