import type { Command } from 'commander';
import { countOf } from '../../base/counts.ts';
import type { Tensor } from '../../base/tensor.ts';
import { UserError } from '../../base/userError.ts';
import type { NamedPass, NamedValue, TracedValue } from '../../protocol/inspection.ts';
import { saturation } from '../../protocol/saturation.ts';
import { formatMeasure } from '../../protocol/scoreWords.ts';
import { traceModel } from '../../runtime/inspectRun.ts';
import { chooseValues } from '../chooseValues.ts';
import { openNamedRun } from '../findNamedRun.ts';
import { formatTable } from '../formatTable.ts';
import { type CliIo, printJson, printLine, printNote } from '../io.ts';
import {
  addSequenceOptions,
  type SequenceOptions,
  sequenceAt,
  sequencesOf,
  weightsOf,
} from '../sequenceOptions.ts';
import { wholeNumber } from '../wholeNumber.ts';
import { writeTensors } from '../writeTensors.ts';
import type { CommandContext } from './commandContext.ts';

interface TraceOptions extends SequenceOptions {
  readonly index: number;
  readonly from: number;
  readonly steps?: number;
  readonly names?: string;
  readonly out?: string;
  readonly json?: true;
}

/** `rnn trace RUN`: every gate, candidate and state of a model at every time step of a sequence. */
export function declareTrace(program: Command, { io }: CommandContext): void {
  const command = program
    .command('trace')
    .description('record every gate and state of a model over the time steps of a sequence')
    .argument('<run>', 'id or folder of a run, or a spec: then its newest run that ended');
  addSequenceOptions(command)
    .option('--index <number>', 'which sequence, from 0', wholeNumber(0, 1e9), 0)
    .option('--from <step>', 'the first time step, from 0', wholeNumber(0, 1e9), 0)
    .option(
      '--steps <number>',
      `how many time steps; at most ${mostSteps}`,
      wholeNumber(1, mostSteps),
    )
    .option('--names <list>', 'only these values, such as i,f,o or lstm.1.c')
    .option('--out <file>', 'write the values to this .npz or .csv file')
    .option('--json', 'print one JSON object about the values and nothing else')
    .action(async (name: string, options: TraceOptions) => {
      const run = openNamedRun(io, name);
      const sequence = sequenceAt(sequencesOf(io, run, options), options.index, options);
      const stretch = stretchOf(io, sequence.length, options);
      const trace = await traceModel(weightsOf(run, options), sequence, stretch);
      const passes = chooseValues(trace.passes, options.names);
      show(io, passes, trace.steps, options);
    });
}

/** More than this is not looked at in one piece: 10,000 steps of 1,000 units are 40 MB a value. */
const mostSteps = 10_000;

function stretchOf(io: CliIo, length: number, { from, steps, index }: TraceOptions) {
  if (from >= length) {
    throw new UserError(
      `Sequence ${index} has ${countOf(length, 'time step')}, numbered from 0: it has no step ${from}`,
    );
  }
  const whole = length - from;
  if (steps === undefined && whole > mostSteps) {
    printNote(
      io,
      `The first ${countOf(mostSteps, 'time step')} of ${countOf(whole, 'step')}: choose with --from and --steps`,
    );
  }
  return { from, steps: Math.min(steps ?? mostSteps, whole) };
}

function show(
  io: CliIo,
  passes: readonly NamedPass<TracedValue>[],
  steps: number,
  { from, out, json }: TraceOptions,
): void {
  const tensors = new Map<string, Tensor>(
    passes.flatMap(({ name: pass, values }) =>
      values.map(({ name, width, data }) => [
        `${pass}.${name}`,
        { data, dimensions: [steps, width] },
      ]),
    ),
  );
  const file =
    out === undefined ? undefined : writeTensors(io, out, { title: 'step', first: from }, tensors);
  if (json) {
    printJson(io, { type: 'trace', file, from, steps, values: passes.flatMap(summaries) });
    return;
  }
  if (file !== undefined) {
    printLine(
      io,
      `Wrote ${countOf(tensors.size, 'value')} at ${countOf(steps, 'time step')} to ${file}`,
    );
    return;
  }
  printTable(io, passes.flatMap(summaries));
}

interface Summary extends NamedValue {
  readonly pass: string;
  readonly width: number;
  readonly mean: number;
  readonly least: number;
  readonly most: number;
  /** Shares of all time steps and units; of gates only. */
  readonly saturated: { readonly left: number; readonly right: number } | undefined;
}

function summaries({ name: pass, values }: NamedPass<TracedValue>): readonly Summary[] {
  return values.map(({ name, role, width, data }) => {
    const units = role === 'gate' ? saturation(data, width) : [];
    const mean = (side: 'left' | 'right') =>
      units.reduce((sum, unit) => sum + unit[side], 0) / units.length;
    return {
      pass,
      name,
      role,
      width,
      mean: data.reduce((sum, value) => sum + value, 0) / data.length,
      least: data.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY),
      most: data.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY),
      saturated: units.length > 0 ? { left: mean('left'), right: mean('right') } : undefined,
    };
  });
}

function printTable(io: CliIo, rows: readonly Summary[]): void {
  const left = ['layer', 'value', 'role'];
  const right = ['units', 'mean', 'least', 'most', 'below 0.1', 'above 0.9'];
  const columns = [
    ...left.map((title) => ({ title, align: 'left' as const })),
    ...right.map((title) => ({ title, align: 'right' as const })),
  ];
  const percent = (share: number | undefined) =>
    share === undefined ? '' : `${(100 * share).toFixed(1)} %`;
  const cells = rows.map(({ pass, name, role, width, mean, least, most, saturated }) => [
    pass,
    name,
    role,
    String(width),
    ...[mean, least, most].map((value) => formatMeasure(value, 3)),
    percent(saturated?.left),
    percent(saturated?.right),
  ]);
  for (const line of formatTable(columns, cells)) {
    printLine(io, line);
  }
}
