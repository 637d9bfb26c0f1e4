import type { Command } from 'commander';
import { countOf } from '../../base/counts.ts';
import { collectParameters, type InspectedModel } from '../../engine/collectParameters.ts';
import { initializeParameters } from '../../engine/initializeParameters.ts';
import type { LayerReport, ParameterReport, TensorReport } from '../../protocol/parameters.ts';
import { formatMeasure } from '../../protocol/scoreWords.ts';
import { isSpecFile, openNamedRun } from '../findNamedRun.ts';
import { formatTable } from '../formatTable.ts';
import { type CliIo, printJson, printLine } from '../io.ts';
import { modelOf, openSpec } from '../openSpec.ts';
import { shownPath } from '../paths.ts';
import { stylesFor } from '../styles.ts';
import type { CommandContext } from './commandContext.ts';

/** `rnn inspect SPEC|RUN`: every parameter of a model, as it starts or as a run trained it. */
export function declareInspect(program: Command, { io }: CommandContext): void {
  program
    .command('inspect')
    .description('show every parameter by gate: PyTorch name, shape, rows, count, statistics')
    .argument('<spec|run>', "a spec, for its parameters before training, or a run's id or folder")
    .option('--json', 'print one JSON object and nothing else')
    .action((name: string, options: { readonly json?: true }) => {
      const report = collectParameters(openModel(io, name));
      if (options.json) {
        printJson(io, report);
      } else {
        printReport(io, report);
      }
    });
}

function openModel(io: CliIo, name: string): InspectedModel {
  if (isSpecFile(io, name)) {
    const spec = openSpec(io, name);
    // Sizes do not depend on what the data holds.
    const model = modelOf(spec, (code) => code.startsWith('data.'));
    const parameters = initializeParameters(model, model.spec.train.seed);
    return { model, parameters, spec: spec.path, run: undefined };
  }
  const { model, parameters, info, folder, epoch } = openNamedRun(io, name);
  return { model, parameters, spec: info.spec, run: { id: info.id, folder, epoch } };
}

function printReport(io: CliIo, report: ParameterReport): void {
  const { run, spec, count, layers } = report;
  const source = run
    ? `epoch ${run.epoch} of run ${run.id}`
    : `${shownPath(io, spec)} before training`;
  printLine(io, `${countOf(count, 'parameter')}, ${source}`);
  for (const layer of layers) {
    printLayer(io, layer);
  }
}

function printLayer(io: CliIo, layer: LayerReport): void {
  const { bold, dim } = stylesFor(io, io.stdout);
  const sizes = layer.sizes.map(({ name, size }) => `${name} ${size}`).join(', ');
  printLine(io);
  printLine(io, `${bold(layer.name)} (${sizes}): ${layer.summary}`);
  printLine(io, `  ${layer.countFormula}`);
  for (const tensor of layer.tensors) {
    printLine(io, `  ${bold(tensor.name)} ${tensor.shapeText}: ${tensor.meaning}`);
    for (const line of blockLines(tensor)) {
      printLine(io, `    ${line}`);
    }
    if (tensor.note !== '') {
      printLine(io, `    ${dim(tensor.note)}`);
    }
  }
}

const statistics = [
  ['mean', 'mean'],
  ['deviation', 'std'],
  ['least', 'min'],
  ['most', 'max'],
  ['norm', 'norm'],
  ['moved', 'moved'],
  ['spectral radius', 'spectralRadius'],
] as const;

function blockLines({ blocks }: TensorReport): readonly string[] {
  const left = ['gate', 'rows', 'parameter', 'starts as'];
  const known = statistics.filter(([, key]) =>
    blocks.some((block) => block.statistics?.[key] !== undefined),
  );
  return formatTable(
    [
      ...left.map((title) => ({ title, align: 'left' as const })),
      ...known.map(([title]) => ({ title, align: 'right' as const })),
    ],
    blocks.map((block) => {
      const numbers = known.map(([, key]) => {
        const value = block.statistics?.[key];
        return value === undefined ? '' : formatMeasure(value, 3);
      });
      const { gate, firstRow, lastRow, parameter, initializer } = block;
      return [gate, `${firstRow}-${lastRow}`, parameter, initializer, ...numbers];
    }),
  );
}
