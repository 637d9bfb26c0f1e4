import type { DataShape } from '../dataShape.ts';
import type { NamedSequence } from '../namedSequence.ts';
import { numberMatrix } from '../numberMatrix.ts';
import { type Parsed, unreadable } from '../parsed.ts';
import { parseTable } from '../parseTable.ts';
import { readNumbers } from '../readNumbers.ts';
import { type Scaler, scaleMatrix } from '../scaler.ts';
import { findColumn, lineOfRow, type Table } from '../table.ts';
import { windowBefore } from './buildForecastDataset.ts';
import { rowLabels } from './rowLabels.ts';

/**
 * Every whole window of a table, each called after the first row behind it; the one behind the end of
 * the table is called `next`.
 */
export function parseWindows(
  text: string,
  { input }: DataShape,
  window: number,
  inputScaler: Scaler,
): Parsed<readonly NamedSequence[]> {
  const parsed = parseTable(text);
  if (parsed.kind === 'unreadable') {
    return parsed;
  }
  const table = parsed.value;
  const fault = faultOf(table, input.names, window);
  if (fault !== undefined) {
    return unreadable(fault);
  }
  const scaled = scaleMatrix(inputScaler, numberMatrix(table, input.names));
  const labels = rowLabels(table);
  const windows = Array.from({ length: table.rows - window + 1 }, (_, index) => ({
    label: labels[window + index] ?? 'next',
    steps: [],
    ...windowBefore(scaled, input.names.length, window, window + index),
  }));
  return { kind: 'read', value: windows };
}

/** What is wrong with a table, as a sentence. */
function faultOf(table: Table, inputs: readonly string[], window: number): string | undefined {
  for (const name of inputs) {
    const column = findColumn(table, name);
    if (!column) {
      const known = table.columns.map((other) => `"${other.name}"`).join(', ');
      return `It has no column "${name}", which the model needs; its columns are ${known || 'none'}`;
    }
    const { missing, text } = readNumbers(column);
    const [row] = [...missing, ...text].sort((a, b) => a - b);
    if (row !== undefined) {
      return `Line ${lineOfRow(table, row)} holds "${column.cells[row]}" in column "${name}": put a number there`;
    }
  }
  return table.rows < window
    ? `It has ${table.rows} rows and the model looks at ${window} time steps: add rows`
    : undefined;
}
