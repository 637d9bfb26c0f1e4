import type { ScalarNode, SpecNode } from './tree.ts';

/** The tree as text for `rnn graph --stage tree`: one node a line, with its offsets in the file. */
export function printTree(tree: SpecNode | undefined): string {
  return tree === undefined ? '(empty)\n' : `${printNode(tree, 'spec', '').join('\n')}\n`;
}

function printNode(node: SpecNode, label: string, indent: string): string[] {
  const place = `[${node.range.start}, ${node.range.end})`;
  if (node.kind === 'scalar') {
    return [`${indent}${label}: ${printScalar(node)} ${place}`];
  }
  const inner = `${indent}  `;
  const lines =
    node.kind === 'list'
      ? node.items.flatMap((item, index) => printNode(item, `${index}`, inner))
      : node.entries.flatMap((entry) => printNode(entry.value, entry.key, inner));
  return [`${indent}${label}: ${node.kind} ${place}`, ...lines];
}

function printScalar(node: ScalarNode): string {
  return node.value === undefined
    ? 'nothing'
    : `${typeof node.value} ${JSON.stringify(node.value)}`;
}
