import type { Graph, Node, NodeOf, OpKind, Value } from './graph.ts';
import { printShape } from './shapes.ts';

/**
 * A graph as text, one operator a line, values numbered in their order: equal graphs print alike,
 * whatever the identity of their values.
 */
export function printGraph(graph: Graph): string {
  return `${printBody(graph, '').join('\n')}\n`;
}

function printBody(graph: Graph, indent: string): string[] {
  const names = new Map<Value, string>();
  const nameOf = (value: Value) => names.get(value) ?? '?';
  const lines: string[] = [];
  for (const input of graph.inputs) {
    const { name } = (input.node as NodeOf<'input'>).attributes;
    names.set(input, name);
  }
  let next = 0;
  for (const node of graph.nodes) {
    if (node.kind === 'input') {
      continue;
    }
    for (const output of node.outputs) {
      names.set(output, `%${next++}`);
    }
    const outputs = node.outputs.map((output) => `${nameOf(output)} ${printShape(output.shape)}`);
    const call = `${node.kind}(${[...node.inputs.map(nameOf), ...printAttributes(node)].join(', ')})`;
    lines.push(`${indent}  ${outputs.join(', ')} = ${call}`);
    if (node.kind === 'scan') {
      lines.push(...printBody(node.attributes.body, `${indent}    `));
    }
  }
  const inputs = graph.inputs.map((input) => `${nameOf(input)} ${printShape(input.shape)}`);
  const outputs = graph.outputs.map(({ name, value }) => `${name} = ${nameOf(value)}`);
  return [
    `${indent}${graph.name}(${inputs.join(', ')}) {`,
    ...lines,
    `${indent}  return ${outputs.join(', ')}`,
    `${indent}}`,
  ];
}

function printAttributes(node: Node): readonly string[] {
  const rule = printers[node.kind] as Printer<OpKind>;
  return rule(node.attributes);
}

type Printer<K extends OpKind> = (attributes: NodeOf<K>['attributes']) => readonly string[];

const none = () => [];

const printers: { readonly [K in OpKind]: Printer<K> } = {
  input: ({ name }) => [name],
  constant: ({ shape, values }) => [
    ...(shape.length > 0 ? [printShape(shape)] : []),
    values.length > 8 ? `${values.length} values` : values.join(' '),
  ],
  negate: none,
  sigmoid: none,
  tanh: none,
  relu: none,
  exp: none,
  log: none,
  sqrt: none,
  softplus: none,
  abs: none,
  step: none,
  add: none,
  subtract: none,
  multiply: none,
  divide: none,
  maximum: none,
  power: none,
  equal: none,
  select: none,
  matmul: none,
  transpose: ({ permutation }) => [`permutation ${permutation.join(' ')}`],
  reshape: ({ shape }) => [printShape(shape)],
  expand: ({ shape }) => [printShape(shape)],
  concat: ({ axis }) => [`axis ${axis}`],
  split: ({ axis, sizes }) => [`axis ${axis}`, `sizes ${sizes.join(' ')}`],
  sum: ({ axes }) => [`axes ${axes.join(' ')}`],
  logSoftmax: none,
  gather: none,
  scatterAdd: ({ length }) => [`length ${length}`],
  size: ({ dimensions }) => [dimensions.join('*')],
  previous: ({ reverse }) => (reverse ? ['reverse'] : []),
  scan: ({ states, sequences, reverse }) => [
    `${states} states`,
    `${sequences} sequences`,
    ...(reverse ? ['reverse'] : []),
  ],
};
