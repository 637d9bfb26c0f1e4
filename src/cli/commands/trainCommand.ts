import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { exitCodes, UserError } from '../../base/userError.ts';
import { periodOf } from '../../protocol/baselineWords.ts';
import type { RunEvent } from '../../protocol/runEvents.ts';
import type { TrainingRequest } from '../../protocol/trainingRequest.ts';
import { findRun } from '../../runtime/runFolders.ts';
import { readRunInfo } from '../../runtime/runInfo.ts';
import { runTraining, type TrainedRun } from '../../runtime/runTraining.ts';
import { formatProblems } from '../formatProblems.ts';
import { formatReport } from '../formatReport.ts';
import { type CliIo, printJson, printLine, printNote } from '../io.ts';
import { modelOf, openSpec } from '../openSpec.ts';
import { shownPath } from '../paths.ts';
import { reportError } from '../reportError.ts';
import { stylesFor } from '../styles.ts';
import { createTrainingProgress } from '../trainingProgress.ts';
import { wholeNumber } from '../wholeNumber.ts';
import type { CommandContext } from './commandContext.ts';

interface TrainOptions {
  readonly json?: true;
  readonly epochs?: number;
  readonly seed?: number;
  readonly resume?: string;
}

/** `rnn train SPEC`: a new run, or a run that goes on, with progress and a report at its end. */
export function declareTrain(program: Command, { io, exitWith }: CommandContext): void {
  program
    .command('train')
    .description('train a spec, or go on with a run')
    .argument('[spec]', 'the spec file')
    .option('--json', 'print the events of the run, one JSON object per line, and nothing else')
    .option('--epochs <n>', "in place of the spec's epochs", wholeNumber(1, 1_000_000))
    .option('--seed <n>', "in place of the spec's seed", wholeNumber(0, Number.MAX_SAFE_INTEGER))
    .option('--resume <run>', 'go on with this run: its id or its folder')
    .action(async (spec: string | undefined, options: TrainOptions) => {
      const request = requestOf(io, spec, options);
      exitWith(await (options.json ? trainAsJson(io, request) : trainForPeople(io, request)));
    });
}

function requestOf(io: CliIo, spec: string | undefined, options: TrainOptions): TrainingRequest {
  const { epochs, seed, resume } = options;
  const change = { ...(epochs === undefined ? {} : { epochs }) };
  if (resume !== undefined) {
    if (seed !== undefined) {
      throw usageError(
        '"--seed" has no effect with "--resume": a run keeps the seed it began with',
      );
    }
    const folder = findRun(resume, io.cwd);
    if (spec !== undefined) {
      checkOwner(io, folder, spec);
    }
    return { kind: 'resume', run: folder, ...change };
  }
  if (spec === undefined) {
    throw usageError('Name the spec to train, or a run to go on with: "rnn train --resume RUN"');
  }
  const opened = openSpec(io, spec);
  modelOf(opened);
  const { problems } = opened.analysis;
  if (problems.length > 0) {
    printNote(io, formatProblems({ ...opened, problems }, stylesFor(io, io.stderr)));
  }
  return { kind: 'train', spec: opened.path, ...change, ...(seed === undefined ? {} : { seed }) };
}

/** Where both are named, the run must be one of the spec; that it changed since is said. */
function checkOwner(io: CliIo, folder: string, spec: string): void {
  const info = readRunInfo(folder);
  const { path: file, text } = openSpec(io, spec);
  if (realpathSync(file) !== info.spec) {
    const owner = shownPath(io, info.spec);
    throw new UserError(`Run "${info.id}" is one of "${owner}", not of "${spec}"`);
  }
  if (createHash('sha256').update(text).digest('hex') !== info.specHash) {
    printNote(
      io,
      `"${spec}" changed since run "${info.id}" began; the run goes on with what it began with`,
    );
  }
}

function usageError(message: string): UserError {
  return new UserError(message, { exitCode: exitCodes.usage });
}

async function trainAsJson(io: CliIo, request: TrainingRequest): Promise<number> {
  let isFailureSaid = false;
  const onEvent = (event: RunEvent) => {
    isFailureSaid ||= event.type === 'failed';
    printJson(io, event);
  };
  try {
    return exitCodeOf(await train(io, request, onEvent));
  } catch (error) {
    return reportError(io, error, !isFailureSaid);
  }
}

async function trainForPeople(io: CliIo, request: TrainingRequest): Promise<number> {
  const progress = createTrainingProgress(io);
  let labels: readonly string[] = [];
  const onEvent = (event: RunEvent) => {
    labels = event.type === 'forecast' ? (event.series[0]?.labels ?? labels) : labels;
    progress.show(event);
    for (const notice of event.type === 'started' ? (event.notices ?? []) : []) {
      printNote(io, notice);
    }
  };
  let run: TrainedRun;
  try {
    run = await train(io, request, onEvent);
  } finally {
    progress.end();
  }
  printLine(io);
  printLine(io, formatReport(run.report, periodOf(labels), stylesFor(io, io.stdout)));
  printLine(io);
  printLine(io, `Run ${run.id} is in ${shownPath(io, run.folder)}${path.sep}`);
  if (run.report.reason === 'stopped') {
    printLine(io, `Go on with: rnn train --resume ${run.id}`);
  }
  return exitCodeOf(run);
}

function train(
  { cwd, takeStopRequests, threadFile }: CliIo,
  request: TrainingRequest,
  onEvent: (event: RunEvent) => void,
): Promise<TrainedRun> {
  return runTraining(request, {
    onEvent,
    signal: takeStopRequests(),
    currentFolder: cwd,
    ...(threadFile === undefined ? {} : { threadFile }),
  });
}

/** A run that was stopped is not done, so what a script would do with its result does not follow. */
function exitCodeOf({ report }: TrainedRun): number {
  return report.reason === 'stopped' ? exitCodes.failed : exitCodes.done;
}
