import { GraphBuilder } from '../graph/builder.ts';
import type { Graph, GraphOutput, NodeOf, OpKind, Value } from '../graph/graph.ts';
import { mapInputs, mapOutputs, rebuildInto } from '../graph/passes/rebuild.ts';

/**
 * Operators whose results are kept for the way back; the rest is computed again. A sum is cheap, but
 * computing it again needs all its terms.
 */
const kept: ReadonlySet<OpKind> = new Set<OpKind>([
  'matmul',
  'add',
  'sigmoid',
  'tanh',
  'relu',
  'exp',
  'log',
  'sqrt',
  'softplus',
  'power',
]);

/**
 * Lets every loop give out what its gradient will read: its states before each step, and the
 * results of some operators. What the gradient then does not read is dropped again by `splitLoops`.
 */
export function saveResiduals(graph: Graph): Graph {
  const builder = new GraphBuilder();
  const known = rebuildInto(builder, graph, new Map(), (_, node, inputs) =>
    node.kind === 'scan'
      ? builder.applyAll('scan', inputs, withResiduals(node.attributes))
      : undefined,
  );
  return builder.finish(graph.name, mapOutputs(graph, known), mapInputs(graph, known));
}

function withResiduals(attributes: NodeOf<'scan'>['attributes']): NodeOf<'scan'>['attributes'] {
  const { body, states } = attributes;
  const before = body.inputs.slice(0, states);
  const results = body.nodes.filter((node) => kept.has(node.kind)).flatMap((node) => node.outputs);
  const stacked = new Set(body.outputs.slice(states).map((output) => output.value));
  const residuals = [...new Set<Value>([...before, ...results])].filter(
    (value) => !stacked.has(value),
  );
  const outputs: GraphOutput[] = [
    ...body.outputs,
    ...residuals.map((value, index) => ({ name: `saved.${index}`, value })),
  ];
  return { ...attributes, body: { ...body, outputs } };
}
