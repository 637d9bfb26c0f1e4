import type { Dataset } from './dataset.ts';
import { numberMatrix } from './numberMatrix.ts';
import { fitScaler, type ScalerKind } from './scaler.ts';
import { type SplitOptions, splitRows } from './splitRows.ts';
import type { Table } from './table.ts';

/** What a spec of `task: forecast` says of its data. */
export interface ForecastOptions extends SplitOptions {
  /** Names of the input columns. */
  readonly inputs: readonly string[];
  /** Names of the target columns. */
  readonly targets: readonly string[];
  readonly scale: ScalerKind;
}

/**
 * The sequences of one series. The table must have passed the checks of a spec: every column is
 * there and holds a number in every row. Scalers see the training rows only.
 */
export function buildForecastDataset(table: Table, options: ForecastOptions): Dataset {
  const parts = splitRows(table.rows, options);
  const inputs = numberMatrix(table, options.inputs);
  const targets = numberMatrix(table, options.targets);
  const [inputSize, targetSize] = [options.inputs.length, options.targets.length];
  return {
    inputSize,
    targetSize,
    window: options.window,
    horizon: options.horizon,
    inputs,
    targets,
    inputScaler: fitScaler(options.scale, inputs, inputSize, parts.train.rows),
    targetScaler: fitScaler(options.scale, targets, targetSize, parts.train.rows),
    parts,
  };
}
