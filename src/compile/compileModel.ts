import { slotsOf } from '../grad/applyUpdate.ts';
import { differentiate } from '../grad/differentiate.ts';
import { accumulatedSlot, gradientStep, trainingStep, updateStep } from '../grad/trainingStep.ts';
import type { Graph, GraphOutput } from '../graph/graph.ts';
import { splitLoops } from '../graph/passes/splitLoops.ts';
import { lowerLoss } from '../lower/loss.ts';
import type { LowerOptions } from '../lower/lowering.ts';
import { type Forward, lowerModel } from '../lower/lowerModel.ts';
import { emitOnnx } from '../onnx/emitOnnx.ts';
import { type Model, parameterCount } from '../resolve/model.ts';
import type { CompiledModel, Probe, ProbeOptions, Program } from './compiledModel.ts';
import { updateRule } from './updateRule.ts';

/**
 * From a model to the programs that a run needs:
 *
 *   Model --lowerModel--> forward --+ loss--> loss graph --trainingStep--> training step --emit--> ONNX
 *                                       |          (differentiate, clip, optimise)
 *                                       +--splitLoops--> evaluation --emit--> ONNX
 *
 * Where a step is made of several gradients, of several batches or of a batch in so many `shares`,
 * the gradient and the update are two programs. Pure: the same model gives the same bytes.
 */
export function compileModel(
  model: Model,
  shares = 1,
  options: LowerOptions = optionsOf(model),
): CompiledModel {
  const rule = updateRule(model);
  const training = { ...options, training: true };
  const forward = lossGraph(model, training);
  const { noise } = lowerModel(model, training);
  const { accumulate, batch } = model.spec.train;
  const slots = [...slotsOf(rule), ...(accumulate === 1 ? [] : [accumulatedSlot])];
  if (accumulate === 1 && shares === 1) {
    const step = trainingStep(forward, rule, batch);
    return { trainingStep: toProgram(step), update: undefined, shares, slots, noise };
  }
  return {
    trainingStep: toProgram(gradientStep(forward, Math.ceil(batch / shares))),
    update: toProgram(
      updateStep(parameterCount(model), rule, { gradients: shares, accumulates: accumulate > 1 }),
    ),
    shares,
    slots,
    noise,
  };
}

/** The program that finds where a number stopped being finite; see `Probe`. */
export function compileProbe(model: Model, { training }: ProbeOptions): Probe {
  const options = { ...optionsOf(model), training, trace: true };
  const graph = withLoss('probe', model, options, (forward) => [
    ...[...forward.layerOutputs].map(([name, value]) => ({ name: `output.${name}`, value })),
    ...forward.traced,
  ]);
  const probe = differentiate(splitLoops(graph), 'loss', ['parameters']);
  const outputs = probe.outputs.map((output) =>
    output.name === 'gradient.parameters' ? { ...output, name: 'gradient' } : output,
  );
  return toProgram(splitLoops({ ...probe, outputs }));
}

/** What is differentiated: the output `loss`, and the final states. */
export function lossGraph(model: Model, options: LowerOptions = optionsOf(model)): Graph {
  return withLoss('loss', model, options, ({ finalStates }) => finalStates);
}

/** The outputs `loss` and `prediction`, and the final states. */
export function evaluationGraph(model: Model, options: LowerOptions = optionsOf(model)): Graph {
  const outputs = ({ prediction, finalStates }: Forward) => [
    { name: 'prediction', value: prediction },
    ...finalStates,
  ];
  return splitLoops(withLoss('evaluation', model, options, outputs));
}

/** States are carried where sequences are cut into stretches that go on. */
function optionsOf({ spec }: Model): LowerOptions {
  const { truncate, carry } = spec.train;
  return { carry: truncate !== undefined && carry };
}

function withLoss(
  name: string,
  model: Model,
  options: LowerOptions,
  others: (forward: Forward) => readonly GraphOutput[],
): Graph {
  const forward = lowerModel(model, options);
  const loss = lowerLoss(forward.builder, model, forward.prediction);
  return forward.builder.finish(
    name,
    [{ name: 'loss', value: loss.value }, ...others(forward)],
    [...forward.inputs, ...loss.inputs],
  );
}

function toProgram(graph: Graph): Program {
  return { graph, bytes: emitOnnx(graph) };
}
