import { type Command, Option } from 'commander';
import { hasErrors } from '../../base/problem.ts';
import { exitCodes } from '../../base/userError.ts';
import { compileModel, evaluationGraph } from '../../compile/compileModel.ts';
import { printGraph } from '../../graph/printGraph.ts';
import { printOnnx } from '../../onnx/printOnnx.ts';
import type { Model } from '../../resolve/model.ts';
import { printModel } from '../../resolve/printModel.ts';
import { withFacts } from '../../resolve/tasks/tasks.ts';
import { SpecError } from '../../runtime/specError.ts';
import { printSpec } from '../../spec/printSpec.ts';
import { printTree } from '../../spec/printTree.ts';
import { formatProblems } from '../formatProblems.ts';
import { type CliIo, printNote } from '../io.ts';
import { modelOf, type OpenedSpec, openSpec } from '../openSpec.ts';
import { reportError } from '../reportError.ts';
import { stylesFor } from '../styles.ts';
import type { CommandContext } from './commandContext.ts';

/**
 * `rnn graph SPEC --stage …`: what each stage between a spec's text and the training step makes of
 * it. Stages that need no data are printed without it.
 */
export function declareGraph(program: Command, { io, exitWith }: CommandContext): void {
  program
    .command('graph')
    .description('print what a stage makes of a spec')
    .argument('<spec>', 'the spec file')
    .addOption(
      new Option('--stage <stage>', stageHelp)
        .choices(Object.keys(stages))
        .makeOptionMandatory(true),
    )
    .action((file: string, { stage }: { readonly stage: keyof typeof stages }) => {
      exitWith(printStage(io, openSpec(io, file), stage));
    });
}

const stageHelp =
  'tree: YAML with places; spec: the long form; model: sizes and parameters; forward: the ' +
  'prediction; gradient: the training step; onnx: the same as the ONNX model that is run';

const stages = {
  tree: ({ analysis }: OpenedSpec) => printTree(analysis.document.tree),
  spec: (spec: OpenedSpec) => printSpec(withFacts(knownSpec(spec), spec.data)),
  model: (spec: OpenedSpec) => printModel(anyModel(spec)),
  forward: (spec: OpenedSpec) => printGraph(evaluationGraph(soundModel(spec))),
  gradient: (spec: OpenedSpec) => printGraph(compileModel(soundModel(spec)).trainingStep.graph),
  onnx: (spec: OpenedSpec) => printOnnx(compileModel(soundModel(spec)).trainingStep.bytes),
} as const;

/** Problems that do not keep the stage from being printed are shown beside it. */
function printStage(io: CliIo, spec: OpenedSpec, stage: keyof typeof stages): number {
  let text: string;
  try {
    text = stages[stage](spec);
  } catch (error) {
    return reportError(io, error, false);
  }
  const { problems } = spec.analysis;
  if (problems.length > 0) {
    printNote(io, formatProblems({ ...spec, problems }, stylesFor(io, io.stderr)));
  }
  io.stdout.write(text);
  return hasErrors(problems) ? exitCodes.failed : exitCodes.done;
}

function knownSpec(opened: OpenedSpec) {
  const { spec } = opened.analysis.document;
  if (!spec) {
    throw new SpecError(opened.path, opened.text, opened.analysis.problems);
  }
  return spec;
}

function anyModel(spec: OpenedSpec): Model {
  return modelOf(spec, () => true);
}

/** What the data lacks changes no graph. */
function soundModel(spec: OpenedSpec): Model {
  return modelOf(spec, (code) => code.startsWith('data.'));
}
