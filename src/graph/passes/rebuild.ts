import { present } from '../../base/invariant.ts';
import type { GraphBuilder } from '../builder.ts';
import type { Graph, Node, NodeOf, OpKind, Value } from '../graph.ts';

/** Old values with what stands for them in the new graph. */
export type ValueMap = Map<Value, Value>;

/** What a node becomes; `undefined` keeps it as it is, or stands for an output nobody needs. */
export type NodeRule = (
  builder: GraphBuilder,
  node: Node,
  inputs: readonly Value[],
) => readonly (Value | undefined)[] | undefined;

/**
 * Makes the graph once more in a builder, node by node, with a rule that may replace some. Values
 * that are in the map already are taken from there, so inputs can be bound to anything.
 */
export function rebuildInto(
  builder: GraphBuilder,
  graph: Graph,
  known: ValueMap,
  rule: NodeRule = () => undefined,
): ValueMap {
  for (const node of graph.nodes) {
    if (node.outputs.every((output) => known.has(output))) {
      continue;
    }
    const inputs = node.inputs.map((input) =>
      present(known.get(input), `an input of ${node.kind}`),
    );
    const outputs =
      rule(builder, node, inputs) ??
      builder.applyAll(node.kind, inputs, (node as NodeOf<OpKind>).attributes);
    node.outputs.forEach((output, index) => {
      const value = outputs[index];
      if (value && !known.has(output)) {
        known.set(output, value);
      }
    });
  }
  return known;
}

/** The new graph's outputs: the same names, the new values. */
export function mapOutputs(graph: Graph, known: ValueMap): Graph['outputs'] {
  return graph.outputs.map(({ name, value }) => ({
    name,
    value: present(known.get(value), `output "${name}"`),
  }));
}

/** The new graph's inputs, in the same order. */
export function mapInputs(graph: Graph, known: ValueMap): readonly Value[] {
  return graph.inputs.map((input) => present(known.get(input), 'an input'));
}
