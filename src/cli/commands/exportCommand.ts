import path from 'node:path';
import type { Command } from 'commander';
import { countOf, formatCount } from '../../base/counts.ts';
import { type ExportDifference, exportTolerance } from '../../engine/verifyExport.ts';
import { formatMeasure } from '../../protocol/scoreWords.ts';
import { type ExportedOnnx, exportOnnx } from '../../runtime/exportOnnx.ts';
import { openNamedRun } from '../findNamedRun.ts';
import { type CliIo, printJson, printLine, printNote } from '../io.ts';
import { shownPath } from '../paths.ts';
import type { CommandContext } from './commandContext.ts';

interface ExportOptions {
  readonly onnx: string;
  readonly json?: true;
}

/** `rnn export RUN|SPEC --onnx FILE`: the best model of a run as an ONNX file that was checked. */
export function declareExport(program: Command, { io }: CommandContext): void {
  program
    .command('export')
    .description('write the best model of a run as ONNX, checked against the run')
    .argument('<run>', 'id or folder of a run, or a spec: then its newest run that ended')
    .requiredOption('--onnx <file>', 'the file to write')
    .option('--json', 'print one JSON object and nothing else')
    .action(async (name: string, options: ExportOptions) => {
      const run = openNamedRun(io, name);
      const exported = await exportOnnx(run, path.resolve(io.cwd, options.onnx));
      if (exported.dataChanged) {
        printNote(io, `The data changed since run "${run.info.id}"; the check used what it is now`);
      }
      if (options.json) {
        printJson(io, { type: 'exported', run: run.info.id, epoch: run.epoch, ...exported });
      } else {
        printExported(io, run.info.id, run.epoch, exported);
      }
    });
}

function printExported(io: CliIo, id: string, epoch: number, exported: ExportedOnnx): void {
  const { file, size, batches, sequences, differences } = exported;
  const length = `${formatCount(Math.ceil(size / 1000))} kB`;
  printLine(io, `Exported epoch ${epoch} of run ${id} to ${shownPath(io, file)} (${length})`);
  printLine(
    io,
    `Checked with ONNX Runtime on ${countOf(sequences, 'validation sequence')}, in batches of ` +
      `${listOf(batches)}:`,
  );
  for (const difference of differences) {
    printLine(io, `  ${describeDifference(difference)}`);
  }
}

function describeDifference({ target, largest, relative }: ExportDifference): string {
  return (
    `${target}: largest difference ${formatMeasure(largest, 3)}, ` +
    `${formatMeasure(relative, 3)} of its scale (${exportTolerance} is allowed)`
  );
}

function listOf(values: readonly number[]): string {
  return [values.slice(0, -1).join(', '), values.at(-1)].filter(Boolean).join(' and ');
}
