import type { Command } from 'commander';
import { countOf } from '../../base/counts.ts';
import type { Tensor } from '../../base/tensor.ts';
import { UserError } from '../../base/userError.ts';
import { sequencesWithStep } from '../../engine/sequencesWithStep.ts';
import { describeFlow, shareLeft } from '../../protocol/flowWords.ts';
import type { FlowValue, GradientFlow, NamedPass } from '../../protocol/inspection.ts';
import { formatMeasure } from '../../protocol/scoreWords.ts';
import { gradientFlowOfModel } from '../../runtime/inspectRun.ts';
import { chooseValues } from '../chooseValues.ts';
import { openNamedRun } from '../findNamedRun.ts';
import { formatTable } from '../formatTable.ts';
import { type CliIo, printJson, printLine } from '../io.ts';
import {
  addSequenceOptions,
  type SequenceOptions,
  sequencesOf,
  weightsOf,
} from '../sequenceOptions.ts';
import { wholeNumber } from '../wholeNumber.ts';
import { writeTensors } from '../writeTensors.ts';
import type { CommandContext } from './commandContext.ts';

interface GradientsOptions extends SequenceOptions {
  readonly sequences: number;
  readonly step?: number;
  readonly names?: string;
  readonly out?: string;
  readonly json?: true;
}

/** One run's gradient flow, with the values that are wanted. */
interface Flow extends GradientFlow {
  readonly run: string;
}

/** `rnn gradients RUN...`: how the gradient of the loss travels back through time. */
export function declareGradients(program: Command, { io }: CommandContext): void {
  const command = program
    .command('gradients')
    .description('show how the gradient of the loss vanishes or grows on its way back through time')
    .argument('<run...>', 'ids or folders of runs, or specs: then their newest run that ended');
  addSequenceOptions(command)
    .option(
      '--sequences <number>',
      'how many sequences the norms are means of',
      wholeNumber(1, 1e6),
      32,
    )
    .option(
      '--step <number>',
      'the time step of the loss, from 0; otherwise the last',
      wholeNumber(0, 1e9),
    )
    .option('--names <list>', 'these values, such as c,f or lstm.1.h; otherwise the states')
    .option('--out <file>', 'write the norms to this .csv or .npz file')
    .option('--json', 'print one JSON object per run and nothing else')
    .action(async (names: readonly string[], options: GradientsOptions) => {
      const flows: Flow[] = [];
      for (const name of names) {
        flows.push(await flowOf(io, name, options));
      }
      show(io, flows, options);
    });
}

async function flowOf(io: CliIo, name: string, options: GradientsOptions): Promise<Flow> {
  const run = openNamedRun(io, name);
  const weights = weightsOf(run, options);
  const { output } = weights.model;
  const { step } = options;
  if (step !== undefined && output.steps !== 'every') {
    throw new UserError(
      `Run "${run.info.id}" has one output, after the last time step, so --step has no choice`,
    );
  }
  const all = sequencesOf(io, run, options);
  const chosen = sequencesWithStep(all, options.split, step, options.sequences);
  const flow = await gradientFlowOfModel(weights, chosen, step);
  const passes = chooseValues(flow.passes, options.names).map((pass) => ({
    ...pass,
    values: pass.values.filter(({ role }) => options.names !== undefined || role === 'state'),
  }));
  return { ...flow, passes, run: run.info.id };
}

function show(io: CliIo, flows: readonly Flow[], { out, json }: GradientsOptions): void {
  const from = Math.min(...flows.map((flow) => flow.from));
  const file =
    out === undefined
      ? undefined
      : writeTensors(io, out, { title: 'distance', first: from }, toTensors(flows, from));
  if (json) {
    for (const flow of flows) {
      printJson(io, { type: 'gradients', file, ...flow });
    }
  } else if (file !== undefined) {
    printLine(io, `Wrote ${countOf(toTensors(flows, from).size, 'curve')} to ${file}`);
  } else {
    for (const flow of flows) {
      printFlow(io, flow);
    }
  }
}

/** Every curve as a column over the same distances; where a run has none there is no number. */
function toTensors(flows: readonly Flow[], from: number): ReadonlyMap<string, Tensor> {
  const end = Math.max(...flows.map((flow) => flow.from + lengthOf(flow)));
  const count = end - from;
  return new Map(
    flows.flatMap((flow) =>
      curvesOf(flow).map(({ pass, value }): [string, Tensor] => {
        const data = new Float32Array(count).fill(Number.NaN);
        data.set(value.norms, flow.from - from);
        const name = `${pass.name}.${value.name}`;
        return [flows.length > 1 ? `${flow.run}:${name}` : name, { data, dimensions: [count] }];
      }),
    ),
  );
}

function lengthOf({ passes }: Flow): number {
  return passes[0]?.values[0]?.norms.length ?? 0;
}

function curvesOf({ passes }: Flow) {
  return passes.flatMap((pass) => pass.values.map((value) => ({ pass, value })));
}

/** Distances whose shares stand in the table. */
const shownDistances = [1, 10, 100, 1000];

function printFlow(io: CliIo, flow: Flow): void {
  const { run, sequences, loss, from } = flow;
  printLine(
    io,
    `Run ${run}, ${countOf(sequences, 'sequence')}, loss ${formatMeasure(loss)} at its step`,
  );
  const distances = shownDistances.filter((distance) => distance <= -from);
  const columns = [
    ...['layer', 'value'].map((title) => ({ title, align: 'left' as const })),
    ...['norm at the loss', ...distances.map((distance) => `${distance} back`)].map((title) => ({
      title,
      align: 'right' as const,
    })),
    { title: 'what becomes of it', align: 'left' as const },
  ];
  const rows = curvesOf(flow).map(({ pass, value }) => rowOf(pass, value, from, distances));
  for (const line of formatTable(columns, rows)) {
    printLine(io, line);
  }
}

function rowOf(
  { name: pass }: NamedPass<FlowValue>,
  value: FlowValue,
  from: number,
  distances: readonly number[],
): readonly string[] {
  const shares = distances.map((distance) => {
    const share = shareLeft(value, from, distance);
    return share === undefined ? '' : `${formatMeasure(100 * share, 3)} %`;
  });
  const norm = formatMeasure(value.norms[-from] ?? Number.NaN, 3);
  return [pass, value.name, norm, ...shares, describeFlow(value, from)];
}
