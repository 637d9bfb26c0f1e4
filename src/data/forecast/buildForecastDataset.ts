import {
  type ByPart,
  type Dataset,
  eachPart,
  type Part,
  type PartName,
  type Sequence,
} from '../dataset.ts';
import { numberMatrix } from '../numberMatrix.ts';
import { fitScaler, type Scaler, type ScalerKind, scaleMatrix } from '../scaler.ts';
import type { Table } from '../table.ts';
import { forecastShape } from './forecastShape.ts';
import { rowLabels } from './rowLabels.ts';
import type { RowRange } from './rowRanges.ts';
import { type SplitOptions, splitRows } from './splitRows.ts';

/** What a spec of `task: forecast` says of its data. */
export interface ForecastOptions extends SplitOptions {
  /** Names of the input columns. */
  readonly inputs: readonly string[];
  /** Names of the target columns. */
  readonly targets: readonly string[];
  readonly scale: ScalerKind;
  /** Rows of one season, for the seasonal baseline. */
  readonly season: number | undefined;
}

/** Windows cut from one series, each with the rows behind it as its targets. */
export interface ForecastDataset extends Dataset {
  readonly kind: 'forecast';
  readonly horizon: number;
  readonly season: number | undefined;
  /** What the rows of the table are called. */
  readonly labels: readonly string[];
  /** The target columns in their own units, row-major `[rows, targets]`. */
  readonly targets: Float64Array;
  readonly parts: ByPart<ForecastPart>;
}

/** Windows may reach back into an earlier part; their targets never do. */
export interface ForecastPart extends Part {
  readonly rows: RowRange;
  /** The rows in which the targets of the sequences begin, ascending. */
  readonly firstTargets: readonly number[];
}

/**
 * The sequences of one series. The table must have passed the checks of a spec: every column is
 * there and holds a number in every row. Scalers see the training rows only, unless they are given.
 */
export function buildForecastDataset(
  table: Table,
  options: ForecastOptions,
  scalers?: { readonly inputScaler: Scaler; readonly targetScaler: Scaler },
): ForecastDataset {
  const split = splitRows(table.rows, options);
  const inputs = numberMatrix(table, options.inputs);
  const targets = numberMatrix(table, options.targets);
  const scalerOf = (values: Float64Array, columns: number) =>
    fitScaler(options.scale, values, columns, split.train.rows);
  const inputScaler = scalers?.inputScaler ?? scalerOf(inputs, options.inputs.length);
  const targetScaler = scalers?.targetScaler ?? scalerOf(targets, options.targets.length);
  const scaledInputs = scaleMatrix(inputScaler, inputs);
  const scaledTargets = scaleMatrix(targetScaler, targets);
  const width = options.targets.length;
  const part = (name: PartName): ForecastPart => {
    const { rows, starts } = split[name];
    const length = starts.end - starts.first;
    const firstTargets = Array.from({ length }, (_, index) => starts.first + index);
    const sequences = firstTargets.map((row) => ({
      ...windowBefore(scaledInputs, options.inputs.length, options.window, row),
      targets: scaledTargets.subarray(row * width, (row + options.horizon) * width),
    }));
    return { rows, firstTargets, sequences };
  };
  return {
    kind: 'forecast',
    shape: forecastShape(options),
    horizon: options.horizon,
    season: options.season,
    labels: rowLabels(table),
    targets,
    inputScaler,
    targetScaler,
    parts: eachPart(part),
  };
}

/** The window that ends before a row, as a view of the scaled inputs `[rows, width]`. */
export function windowBefore(
  scaled: Float32Array,
  width: number,
  window: number,
  row: number,
): Pick<Sequence, 'length' | 'inputs'> {
  return { length: window, inputs: scaled.subarray((row - window) * width, row * width) };
}
