import type { Graph, Node, Value } from '../graph.ts';

/**
 * Everything that nodes compute from the sources, the sources themselves included; every node comes
 * after what it needs.
 */
export function dependentsOf(nodes: Iterable<Node>, sources: Iterable<Value>): ReadonlySet<Value> {
  const found = new Set(sources);
  for (const node of nodes) {
    if (node.inputs.some((input) => found.has(input))) {
      for (const output of node.outputs) {
        found.add(output);
      }
    }
  }
  return found;
}

/** Every node that is needed for the values. */
export function ancestorsOf(values: Iterable<Value>): ReadonlySet<Node> {
  const found = new Set<Node>();
  const pending = [...values].map((value) => value.node);
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (!found.has(node)) {
      found.add(node);
      pending.push(...node.inputs.map((input) => input.node));
    }
  }
  return found;
}

/** The values that some node reads or the graph gives out. */
export function usedValues(graph: Graph): ReadonlySet<Value> {
  return new Set([
    ...graph.nodes.flatMap((node) => node.inputs),
    ...graph.outputs.map((output) => output.value),
  ]);
}
