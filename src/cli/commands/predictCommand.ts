import path from 'node:path';
import type { Command } from 'commander';
import type { Table } from '../../data/table.ts';
import type { Forecast } from '../../engine/predict.ts';
import type { Model } from '../../resolve/model.ts';
import { predictRun } from '../../runtime/predictRun.ts';
import { replaceFile } from '../../runtime/writeFiles.ts';
import { openNamedRun } from '../findNamedRun.ts';
import { formatTable } from '../formatTable.ts';
import { type CliIo, printJson, printLine } from '../io.ts';
import { countOf, formatMeasure } from '../numbers.ts';
import { shownPath } from '../paths.ts';
import type { CommandContext } from './commandContext.ts';

interface PredictOptions {
  readonly input: string;
  readonly out?: string;
  readonly json?: true;
}

/** `rnn predict RUN --input FILE`: forecasts after every window of a CSV file. */
export function declarePredict(program: Command, { io }: CommandContext): void {
  program
    .command('predict')
    .description("forecast with a run's best model, after every window of a CSV file")
    .argument('<run>', 'id or folder of a run, or a spec: then its newest run that ended')
    .requiredOption('--input <file>', "a CSV file with the model's input columns")
    .option('--out <file>', 'write the forecasts to this CSV file')
    .option('--json', 'print one JSON object per forecast and nothing else')
    .action(async (name: string, options: PredictOptions) => {
      const run = openNamedRun(io, name);
      const file = path.resolve(io.cwd, options.input);
      const { table, forecasts } = await predictRun(run, file, options.input);
      showForecasts(io, run.model, table, forecasts, options);
    });
}

function showForecasts(
  io: CliIo,
  model: Model,
  table: Table,
  forecasts: readonly Forecast[],
  options: PredictOptions,
): void {
  const labels = forecasts.map(({ row, label }) => (row < table.rows ? label : 'next'));
  if (options.out !== undefined) {
    const file = path.resolve(io.cwd, options.out);
    replaceFile(file, toCsv(model, labels, forecasts));
    if (options.json) {
      printJson(io, { type: 'written', file, forecasts: forecasts.length });
    } else {
      const count = countOf(forecasts.length, 'forecast');
      printLine(io, `Wrote ${count} to ${shownPath(io, file)}`);
    }
    return;
  }
  if (options.json) {
    for (const [index, { row, values }] of forecasts.entries()) {
      const byTarget = model.output.names.map((target, column) => [
        target,
        values.map((step) => step[column]),
      ]);
      const label = labels[index];
      printJson(io, { type: 'forecast', row, label, values: Object.fromEntries(byTarget) });
    }
    return;
  }
  printTable(io, model, labels, forecasts);
}

function printTable(
  io: CliIo,
  model: Model,
  labels: readonly string[],
  forecasts: readonly Forecast[],
): void {
  const columns = [
    { title: 'row', align: 'left' as const },
    ...valueTitles(model).map((title) => ({ title, align: 'right' as const })),
  ];
  const rows = forecasts.map(({ values }, index) => [
    labels[index] ?? '',
    ...values.flat().map((value) => formatMeasure(value)),
  ]);
  for (const line of formatTable(columns, rows)) {
    printLine(io, line);
  }
}

/** One row per forecast: the first row that it is about, then each step with its targets. */
function toCsv(model: Model, labels: readonly string[], forecasts: readonly Forecast[]): string {
  const rows = [
    ['row', ...valueTitles(model)],
    ...forecasts.map(({ values }, index) => [labels[index] ?? '', ...values.flat().map(String)]),
  ];
  return `${rows.map((row) => row.map(quoteCell).join(',')).join('\n')}\n`;
}

/** `Passengers`, or `Passengers +1`, `Passengers +2` where there are several steps. */
function valueTitles({ output }: Model): readonly string[] {
  const { names, horizon } = output;
  return Array.from({ length: horizon }, (_, step) =>
    names.map((target) => (horizon === 1 ? target : `${target} +${step + 1}`)),
  ).flat();
}

function quoteCell(cell: string): string {
  return /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
