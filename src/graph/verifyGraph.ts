import { invariant } from '../base/invariant.ts';
import type { Graph, NodeOf, OpKind, Value } from './graph.ts';
import { outputShapes, printShape, sameShape } from './shapes.ts';

/**
 * Checks that a graph is well formed: every value comes before its use, every shape follows from
 * its operator's rule, names are unique. Throws where our own code broke it.
 */
export function verifyGraph(graph: Graph): void {
  const known = new Set<Value>(graph.inputs);
  const names = new Set<string>();
  for (const input of graph.inputs) {
    invariant(input.node.kind === 'input', `inputs of "${graph.name}" are input nodes`);
    const { name } = input.node.attributes;
    invariant(!names.has(name), `"${graph.name}" has two inputs named "${name}"`);
    names.add(name);
  }
  for (const node of graph.nodes) {
    if (node.kind === 'input') {
      invariant(known.has(node.outputs[0] as Value), `"${graph.name}" lists all of its inputs`);
      continue;
    }
    for (const input of node.inputs) {
      invariant(known.has(input), `${node.kind} in "${graph.name}" uses what comes before it`);
    }
    const shapes = outputShapes(node as NodeOf<OpKind>);
    node.outputs.forEach((output, index) => {
      const expected = shapes[index] ?? [];
      invariant(
        sameShape(output.shape, expected),
        `${node.kind} in "${graph.name}" has the shape ${printShape(expected)}, not ${printShape(output.shape)}`,
      );
      known.add(output);
    });
    if (node.kind === 'scan') {
      verifyGraph(node.attributes.body);
    }
  }
  for (const { name, value } of graph.outputs) {
    invariant(known.has(value), `output "${name}" of "${graph.name}" is computed`);
  }
}
