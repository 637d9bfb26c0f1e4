import { differentiate } from '../grad/differentiate.ts';
import { trainingStep } from '../grad/trainingStep.ts';
import type { Graph } from '../graph/graph.ts';
import { splitLoops } from '../graph/passes/splitLoops.ts';
import { meanSquaredError } from '../lower/loss.ts';
import { type Forward, lowerModel } from '../lower/lowerModel.ts';
import { emitOnnx } from '../onnx/emitOnnx.ts';
import type { Model } from '../resolve/model.ts';
import type { CompiledModel, Probe, Program } from './compiledModel.ts';
import { updateRule } from './updateRule.ts';

/**
 * From a model to the programs that a run needs:
 *
 *   Model --lowerModel--> forward --+ loss--> loss graph --trainingStep--> training step --emit--> ONNX
 *                            |                                (differentiate, clip, optimise)
 *                            +--splitLoops--> prediction --emit--> ONNX
 *
 * Pure: the same model gives the same bytes.
 */
export function compileModel(model: Model): CompiledModel {
  const rule = updateRule(model);
  return {
    trainingStep: toProgram(trainingStep(lossGraph(model), rule)),
    prediction: toProgram(predictionGraph(model)),
    slots: rule.optimizer.slots,
  };
}

/** The program that finds where a number stopped being finite; see `Probe`. */
export function compileProbe(model: Model): Probe {
  const forward = lowerModel(model);
  const { loss, y } = withLoss(forward);
  const layers = [...forward.layerOutputs].map(([name, value]) => ({
    name: `output.${name}`,
    value,
  }));
  const graph = forward.builder.finish(
    'probe',
    [...layers, { name: 'loss', value: loss }],
    [forward.parameters, forward.x, y],
  );
  const probe = differentiate(splitLoops(graph), 'loss', ['parameters']);
  const outputs = probe.outputs.map((output) =>
    output.name === 'gradient.parameters' ? { ...output, name: 'gradient' } : output,
  );
  return toProgram(splitLoops({ ...probe, outputs }));
}

/** Inputs `parameters`, `x` and `y`; output `loss`. */
export function lossGraph(model: Model): Graph {
  const forward = lowerModel(model);
  const { loss, y } = withLoss(forward);
  const inputs = [forward.parameters, forward.x, y];
  return forward.builder.finish('loss', [{ name: 'loss', value: loss }], inputs);
}

/** Inputs `parameters` and `x`; output `prediction`. */
export function predictionGraph(model: Model): Graph {
  const { builder, prediction, parameters, x } = lowerModel(model);
  const outputs = [{ name: 'prediction', value: prediction }];
  return splitLoops(builder.finish('prediction', outputs, [parameters, x]));
}

function withLoss({ builder, prediction }: Forward) {
  const y = builder.input('y', prediction.shape);
  return { loss: meanSquaredError(builder, prediction, y), y };
}

function toProgram(graph: Graph): Program {
  return { graph, bytes: emitOnnx(graph) };
}
