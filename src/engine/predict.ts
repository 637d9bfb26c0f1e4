import { UserError } from '../base/userError.ts';
import { windowBefore } from '../data/forecast/buildForecastDataset.ts';
import { rowLabels } from '../data/forecast/rowLabels.ts';
import { numberMatrix } from '../data/numberMatrix.ts';
import { readNumbers } from '../data/readNumbers.ts';
import { type Scaler, scaleMatrix, unscaleMatrix } from '../data/scaler.ts';
import { findColumn, lineOfRow, type Table } from '../data/table.ts';
import type { Model } from '../resolve/model.ts';
import type { ForecastData } from '../spec/spec.ts';
import { type Evaluator, evaluate } from './evaluate.ts';

/** A trained model, ready to forecast. */
export interface TrainedModel {
  readonly model: Model;
  /** Flat, `[P]`. */
  readonly parameters: Float32Array;
  readonly inputScaler: Scaler;
  readonly targetScaler: Scaler;
}

/** The forecast made after one window of rows. */
export interface Forecast {
  /** The first row that is forecast, from 0; the number of rows of the table for the one behind it. */
  readonly row: number;
  /** What the table calls that row, or the row's number behind the table's end. */
  readonly label: string;
  /** In the targets' own units, `[horizon][targets]`. */
  readonly values: readonly (readonly number[])[];
}

/**
 * Forecasts after every whole window of a table: of each row that has a window before it, and of
 * the rows behind the end of the table.
 *
 * @throws UserError naming `path` where a column is missing, holds no number, or is too short.
 */
export async function predict(
  trained: TrainedModel,
  evaluator: Evaluator,
  table: Table,
  path: string,
): Promise<readonly Forecast[]> {
  const { model, parameters, inputScaler, targetScaler } = trained;
  const { window, horizon } = forecastDataOf(model);
  const { names } = model.input;
  checkTable(table, names, window, path);
  const scaled = scaleMatrix(inputScaler, numberMatrix(table, names));
  const targets = model.output.names.length;
  // What comes after the windows is not known: the loss is not looked at.
  const unknown = new Float32Array(targets * horizon);
  const rows = Array.from({ length: table.rows - window + 1 }, (_, index) => window + index);
  const sequences = rows.map((row) => ({
    ...windowBefore(scaled, names.length, window, row),
    targets: unknown,
  }));
  const { predictions } = await evaluate(evaluator, parameters, sequences, true);
  const labels = rowLabels(table);
  return rows.map((row, index) => {
    const values = unscaleMatrix(targetScaler, predictions[index] ?? unknown);
    return {
      row,
      label: labels[row] ?? `${row}`,
      values: Array.from({ length: horizon }, (_, step) => [
        ...values.subarray(step * targets, (step + 1) * targets),
      ]),
    };
  });
}

/**
 * What a model that forecasts knows of its data.
 *
 * @throws UserError where the model is of another task.
 */
export function forecastDataOf({ spec }: Model): ForecastData {
  const { data } = spec;
  if (data.kind !== 'forecast') {
    throw new UserError(
      `The model is of task "${data.kind}", and only those of task "forecast" predict the rows of a table: export it to ONNX to use it`,
    );
  }
  return data;
}

function checkTable(table: Table, inputs: readonly string[], window: number, path: string): void {
  for (const name of inputs) {
    const column = findColumn(table, name);
    if (!column) {
      const known = table.columns.map((other) => `"${other.name}"`).join(', ');
      throw new UserError(
        `"${path}" has no column "${name}", which the model needs; its columns are ${known}`,
      );
    }
    const { missing, text } = readNumbers(column);
    const row = [...missing, ...text].sort((a, b) => a - b)[0];
    if (row !== undefined) {
      throw new UserError(
        `Line ${lineOfRow(table, row)} of "${path}" holds "${column.cells[row]}" in column ` +
          `"${name}": put a number there`,
      );
    }
  }
  if (table.rows < window) {
    throw new UserError(
      `"${path}" has ${table.rows} rows and the model looks at ${window} time steps: add rows`,
    );
  }
}
