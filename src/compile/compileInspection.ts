import { differentiate } from '../grad/differentiate.ts';
import type { Graph } from '../graph/graph.ts';
import { splitLoops } from '../graph/passes/splitLoops.ts';
import { lowerLoss } from '../lower/loss.ts';
import { tapName } from '../lower/lowering.ts';
import { lowerModel } from '../lower/lowerModel.ts';
import { emitOnnx } from '../onnx/emitOnnx.ts';
import type { Model } from '../resolve/model.ts';
import { recurrentPasses } from '../resolve/recurrentPasses.ts';
import type { Program } from './compiledModel.ts';

/**
 * What every value of every cell is over time. Inputs: `parameters [P]`, `x` and, for data of unequal
 * lengths, `mask`; see `CompiledModel`. Outputs: `prediction`, and `value.<pass>.<name>`
 * `[T, B, width]` for the input `x` and the values of the equations.
 */
export function compileTrace(model: Model): Program {
  const { builder, inputs, prediction, traced } = lowerModel(model, { trace: true });
  const outputs = [{ name: 'prediction', value: prediction }, ...traced];
  return toProgram(splitLoops(builder.finish('trace', outputs, inputs)));
}

/**
 * How the loss depends on every value of every cell at each time step. Inputs: those of a trace, the
 * targets `y`, zeros `tap.<pass>.<name>` `[T, B, width]` for all that is traced, and, where every step
 * has an output, `weights` `[T, B]`: 1 where the loss counts a step. Outputs: `loss`, and
 * `gradient.tap.<pass>.<name>`, the derivative of the loss by that value.
 */
export function compileGradientFlow(model: Model): Program {
  const forward = lowerModel(model, { taps: true });
  const everyStep = model.output.steps === 'every';
  const loss = lowerLoss(forward.builder, model, forward.prediction, everyStep);
  const graph = forward.builder.finish(
    'gradient-flow',
    [{ name: 'loss', value: loss.value }],
    [...forward.inputs, ...loss.inputs],
  );
  return toProgram(splitLoops(differentiate(splitLoops(graph), 'loss', tapsOf(model))));
}

function tapsOf(model: Model): readonly string[] {
  return recurrentPasses(model).flatMap(({ name: pass, values }) =>
    values.map(({ name }) => tapName(pass, name)),
  );
}

function toProgram(graph: Graph): Program {
  return { graph, bytes: emitOnnx(graph) };
}
