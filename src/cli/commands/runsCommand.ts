import path from 'node:path';
import type { Command } from 'commander';
import { formatMeasure } from '../../protocol/scoreWords.ts';
import { collectRuns, type RunSummary } from '../../runtime/collectRuns.ts';
import { findWorkspace } from '../../runtime/runFolders.ts';
import { formatTable } from '../formatTable.ts';
import { type CliIo, printJson, printLine } from '../io.ts';
import { shownPath } from '../paths.ts';
import type { CommandContext } from './commandContext.ts';

/** `rnn runs [FOLDER]`: the runs of a workspace. */
export function declareRuns(program: Command, { io }: CommandContext): void {
  program
    .command('runs')
    .description('list the runs of a workspace, the newest last')
    .argument('[folder]', 'a folder in the workspace; the current one where it is not said')
    .option('--json', 'print one JSON object per run and nothing else')
    .action((folder: string | undefined, options: { readonly json?: true }) => {
      const start = path.resolve(io.cwd, folder ?? '.');
      const workspace = findWorkspace(path.join(start, 'any.rnn.yaml'), start);
      const runs = collectRuns(workspace);
      if (options.json) {
        for (const run of runs) {
          printJson(io, { type: 'run', ...run });
        }
      } else if (runs.length === 0) {
        printLine(io, `There are no runs in "${workspace}" yet: rnn train SPEC makes one`);
      } else {
        printRuns(io, runs);
      }
    });
}

function printRuns(io: CliIo, runs: readonly RunSummary[]): void {
  const columns = ['run', 'spec', 'status', 'epochs', 'best validation score'].map(
    (title, index) => ({ title, align: index < 3 ? ('left' as const) : ('right' as const) }),
  );
  const rows = runs.map((run) => [
    run.id,
    shownPath(io, run.spec),
    run.status,
    `${run.epochsDone}/${run.epochs}`,
    run.bestScore === undefined ? '-' : `${formatMeasure(run.bestScore)} (epoch ${run.bestEpoch})`,
  ]);
  for (const line of formatTable(columns, rows)) {
    printLine(io, line);
  }
}
