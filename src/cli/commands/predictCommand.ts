import path from 'node:path';
import type { Command } from 'commander';
import { countOf } from '../../base/counts.ts';
import type { Prediction } from '../../engine/predict.ts';
import { formatMeasure } from '../../protocol/scoreWords.ts';
import type { Model } from '../../resolve/model.ts';
import { predictRun } from '../../runtime/predictRun.ts';
import { replaceFile } from '../../runtime/writeFiles.ts';
import { openNamedRun } from '../findNamedRun.ts';
import { formatTable } from '../formatTable.ts';
import { type CliIo, printJson, printLine } from '../io.ts';
import { shownPath } from '../paths.ts';
import { jsonOfPrediction, tableOfPredictions } from '../predictionWords.ts';
import type { CommandContext } from './commandContext.ts';

interface PredictOptions {
  readonly input: string;
  readonly out?: string;
  readonly json?: true;
}

/** `rnn predict RUN --input FILE`: what the model of a run makes of each sequence in a file. */
export function declarePredict(program: Command, { io }: CommandContext): void {
  program
    .command('predict')
    .description("predict with a run's best model from each sequence in a file")
    .argument('<run>', 'id or folder of a run, or a spec: then its newest run that ended')
    .requiredOption('--input <file>', inputHelp)
    .option('--out <file>', 'write the predictions to this CSV file')
    .option('--json', 'print one JSON object per sequence and nothing else')
    .action(async (name: string, options: PredictOptions) => {
      const run = openNamedRun(io, name);
      const file = path.resolve(io.cwd, options.input);
      showPredictions(io, run.model, await predictRun(run, file, options.input), options);
    });
}

const inputHelp =
  'a file like those that the model was trained on, without what it is to tell: a CSV file with the ' +
  'input columns (forecasts after every window), a time-series file, a CSV file with the column ' +
  '"text", a token per line, a text, or a JSON list of pieces of music';

function showPredictions(
  io: CliIo,
  model: Model,
  predictions: readonly Prediction[],
  options: PredictOptions,
): void {
  if (options.out !== undefined) {
    const file = path.resolve(io.cwd, options.out);
    replaceFile(file, toCsv(model, predictions));
    if (options.json) {
      printJson(io, { type: 'written', file, sequences: predictions.length });
    } else {
      const count = countOf(predictions.length, 'prediction');
      printLine(io, `Wrote ${count} to ${shownPath(io, file)}`);
    }
  } else if (options.json) {
    for (const prediction of predictions) {
      printJson(io, { type: 'prediction', ...jsonOfPrediction(model, prediction) });
    }
  } else {
    printTable(io, model, predictions);
  }
}

function printTable(io: CliIo, model: Model, predictions: readonly Prediction[]): void {
  const { titles, rows } = tableOfPredictions(model, predictions);
  const [first = []] = rows;
  const columns = titles.map((title, column) => ({
    title,
    align: typeof first[column] === 'number' ? ('right' as const) : ('left' as const),
  }));
  const lines = rows.map((row) =>
    row.map((cell, column) => {
      if (typeof cell === 'string') {
        // A token may be a line end or a blank.
        return /^\s|\s$|\p{Cc}/u.test(cell) ? JSON.stringify(cell) : cell;
      }
      return titles[column] === 'step' ? `${cell}` : formatMeasure(cell);
    }),
  );
  for (const line of formatTable(columns, lines)) {
    printLine(io, line);
  }
}

function toCsv(model: Model, predictions: readonly Prediction[]): string {
  const { titles, rows } = tableOfPredictions(model, predictions);
  return `${[titles, ...rows].map((row) => row.map(quoteCell).join(',')).join('\n')}\n`;
}

function quoteCell(cell: string | number): string {
  const text = String(cell);
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
