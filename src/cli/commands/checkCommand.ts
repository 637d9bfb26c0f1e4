import type { Command } from 'commander';
import { countOf, formatCount } from '../../base/counts.ts';
import { hasErrors } from '../../base/problem.ts';
import { exitCodes, UserError } from '../../base/userError.ts';
import { partNames } from '../../data/dataset.ts';
import { layerWord } from '../../resolve/layerWords.ts';
import { type Model, parameterCount } from '../../resolve/model.ts';
import { lengthsOf } from '../../resolve/tasks/tasks.ts';
import {
  countProblems,
  describeCounts,
  formatProblems,
  locateProblems,
} from '../formatProblems.ts';
import { type CliIo, printJson, printLine } from '../io.ts';
import { type OpenedSpec, openSpec } from '../openSpec.ts';
import { reportError } from '../reportError.ts';
import { stylesFor } from '../styles.ts';
import type { CommandContext } from './commandContext.ts';

/** `rnn check SPEC…`: what is wrong in specs, and in a line what each right one describes. */
export function declareCheck(program: Command, { io, exitWith }: CommandContext): void {
  program
    .command('check')
    .description('check specs and their data, without training')
    .argument('<spec...>', 'spec files')
    .option('--json', 'print one JSON object per problem and nothing else')
    .action((files: readonly string[], options: { readonly json?: true }) => {
      const results = files.map((file) => checkFile(io, file, options.json === true));
      if (options.json !== true) {
        printLine(io, summarize(io, results));
      }
      exitWith(results.some(({ errors }) => errors > 0) ? exitCodes.failed : exitCodes.done);
    });
}

interface CheckResult {
  readonly errors: number;
  readonly warnings: number;
}

function checkFile(io: CliIo, file: string, asJson: boolean): CheckResult {
  let spec: OpenedSpec;
  try {
    spec = openSpec(io, file);
  } catch (error) {
    if (!(error instanceof UserError)) {
      throw error;
    }
    reportError(io, error, asJson);
    return { errors: 1, warnings: 0 };
  }
  const { problems } = spec.analysis;
  if (asJson) {
    printProblems(io, spec);
  } else {
    printForPeople(io, spec);
  }
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  return { errors, warnings: problems.length - errors };
}

/** Lines and columns count from 1; the end is behind the last character. */
function printProblems(io: CliIo, { shown, text, analysis }: OpenedSpec): void {
  for (const problem of locateProblems({ shown, text, problems: analysis.problems })) {
    const { span, severity, code, message, related } = problem;
    printJson(io, {
      type: 'problem',
      file: shown,
      code,
      severity,
      message,
      ...placeOf(span),
      related: related.map((other) => ({ message: other.message, ...placeOf(other.span) })),
    });
  }
}

function placeOf({ start, end }: ReturnType<typeof locateProblems>[number]['span']) {
  return {
    line: start.line + 1,
    column: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}

function printForPeople(io: CliIo, spec: OpenedSpec): void {
  const { model, problems } = spec.analysis;
  const styles = stylesFor(io, io.stdout);
  if (problems.length > 0) {
    printLine(io, formatProblems({ ...spec, problems }, styles));
  }
  if (model && !hasErrors(problems)) {
    printLine(io, `${styles.bold(spec.shown)}: ${describeModel(spec, model)}`);
  } else {
    printLine(io, `${styles.bold(spec.shown)}: ${countProblems(problems)}`);
  }
}

/** `2 × lstm 100, linear 1; 121,301 parameters; 76 training, 22 validation and 22 test sequences` */
function describeModel({ data }: OpenedSpec, model: Model): string {
  const places = [...new Set(model.layers.map(({ specIndex }) => specIndex))];
  const layers = places.map((place) => {
    const [first, ...more] = model.layers.filter(({ specIndex }) => specIndex === place);
    const name = first && layerWord(first);
    const count = more.length > 0 ? `${more.length + 1} × ` : '';
    return `${count}${name} ${first?.outputSize}`;
  });
  return [
    layers.join(', '),
    countOf(parameterCount(model), 'parameter'),
    ...countSequences(data, model),
  ].join('; ');
}

function countSequences(source: OpenedSpec['data'], { spec }: Model): readonly string[] {
  const lengths = lengthsOf(spec, source);
  if (!lengths) {
    return [];
  }
  const [train, validation, test] = partNames.map((name) => formatCount(lengths[name].length));
  return [`${train} training, ${validation} validation and ${test} test sequences`];
}

function summarize(io: CliIo, results: readonly CheckResult[]): string {
  const sum = (key: keyof CheckResult) => results.reduce((total, it) => total + it[key], 0);
  const [errors, warnings] = [sum('errors'), sum('warnings')];
  const styles = stylesFor(io, io.stdout);
  const color = errors > 0 ? styles.red : warnings > 0 ? styles.yellow : styles.green;
  const found = describeCounts(errors, warnings) || 'no problems';
  return color(`${countOf(results.length, 'file')} checked: ${found}`);
}
