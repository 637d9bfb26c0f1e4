import { present } from '../base/invariant.ts';
import { GraphBuilder } from '../graph/builder.ts';
import type { Graph, NodeOf, Value } from '../graph/graph.ts';
import { mapInputs, mapOutputs, rebuildInto } from '../graph/passes/rebuild.ts';
import { backpropagate } from './backpropagate.ts';
import { saveResiduals } from './saveResiduals.ts';

/**
 * The graph with more outputs: `gradient.<input>` for each of the named inputs, the derivative of
 * the output `loss` (a scalar) by it, zero where the loss does not depend on it.
 */
export function differentiate(forward: Graph, loss: string, byInputs: readonly string[]): Graph {
  const graph = saveResiduals(forward);
  const builder = new GraphBuilder();
  const known = rebuildInto(builder, graph, new Map());
  const outputs = mapOutputs(graph, known);
  const inputs = mapInputs(graph, known);
  const lossValue = present(
    outputs.find((output) => output.name === loss),
    `output "${loss}"`,
  ).value;
  const targets = byInputs.map((name) => findInput(inputs, name));
  const seeds = [{ value: lossValue, gradient: builder.constant(1) }];
  const gradients = backpropagate(builder, seeds, targets, (value) => value);
  return builder.finish(
    graph.name,
    [
      ...outputs,
      ...targets.map((target, index) => ({
        name: `gradient.${byInputs[index]}`,
        value: gradients[index] ?? builder.zeros(target.shape),
      })),
    ],
    inputs,
  );
}

/** The graph input of that name. */
export function findInput(inputs: readonly Value[], name: string): Value {
  const isNamed = (input: Value) => (input.node as NodeOf<'input'>).attributes.name === name;
  return present(inputs.find(isNamed), `input "${name}"`);
}
