import { describe, expect, test } from 'vitest';
import { GraphBuilder } from '../../src/graph/builder.ts';
import type { Graph, Value } from '../../src/graph/graph.ts';
import { verifyGraph } from '../../src/graph/verifyGraph.ts';

function addGraph(): Graph {
  const b = new GraphBuilder();
  return b.finish('f', [
    { name: 'y', value: b.unary('tanh', b.add(b.input('x', ['B', 2]), b.input('z', [2]))) },
  ]);
}

describe('verifyGraph', () => {
  test('accepts what the builder makes', () => {
    expect(() => verifyGraph(addGraph())).not.toThrow();
  });

  test.each<[string, (graph: Graph) => Graph, RegExp]>([
    [
      'a use before its value',
      (graph) => ({ ...graph, nodes: graph.nodes.toReversed() }),
      /uses what comes before/,
    ],
    [
      'an input that is not listed',
      (graph) => ({ ...graph, inputs: graph.inputs.slice(1) }),
      /lists all of its inputs/,
    ],
    [
      'two inputs of one name',
      (graph) => ({ ...graph, inputs: [...graph.inputs, graph.inputs[0] as Value] }),
      /two inputs named "x"/,
    ],
    [
      'an output that is not computed',
      (graph) => ({ ...graph, outputs: [{ name: 'w', value: new GraphBuilder().input('w', []) }] }),
      /output "w" of "f" is computed/,
    ],
    [
      'a shape that breaks the rule',
      (graph) => {
        const nodes = graph.nodes.map((node) =>
          node.kind === 'add'
            ? { ...node, outputs: [{ ...(node.outputs[0] as Value), shape: ['B', 3] }] }
            : node,
        );
        return { ...graph, nodes };
      },
      /has the shape \[B, 2\], not \[B, 3\]/,
    ],
  ])('refuses %s', (_, breakIt, message) => {
    expect(() => verifyGraph(breakIt(addGraph()))).toThrow(message);
  });
});
