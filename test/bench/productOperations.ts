import { sizeOf } from '../../src/base/sizeOf.ts';
import type { Dimension, Graph, Node } from '../../src/graph/graph.ts';

/** Additions and multiplications in all matrix products of a graph, with named lengths given. */
export function productOperations(graph: Graph, lengths: Readonly<Record<string, number>>): number {
  return graph.nodes.reduce((sum, node) => sum + operationsOf(node, lengths), 0);
}

function operationsOf(node: Node, lengths: Readonly<Record<string, number>>): number {
  const lengthOf = (dimension: Dimension = 1) =>
    typeof dimension === 'number'
      ? dimension
      : dimension
          .split('*')
          .reduce((product, name) => product * (lengths[name] ?? Number(name)), 1);
  switch (node.kind) {
    case 'matmul': {
      const inner = lengthOf(node.inputs[0]?.shape.at(-1));
      return 2 * inner * sizeOf((node.outputs[0]?.shape ?? []).map(lengthOf));
    }
    case 'scan': {
      const { body, time } = node.attributes;
      return lengthOf(time) * productOperations(body, lengths);
    }
    default:
      return 0;
  }
}
