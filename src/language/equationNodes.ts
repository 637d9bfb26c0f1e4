import type { ScalarNode, SpecNode } from '../spec/tree.ts';
import { entriesOf, valueAt } from './symbols/nodes.ts';

/** The scalars of a spec or of a cell's file that hold equations, each once. */
export function equationNodes(tree: SpecNode | undefined): readonly ScalarNode[] {
  const cells = entriesOf(valueAt(tree, 'cells')).map(({ value }) => value);
  const found = [tree, ...cells].flatMap((cell) => [
    ...(cell === tree ? [] : scalarIn(cell)),
    ...scalarIn(valueAt(cell, 'equations')),
    ...entriesOf(valueAt(cell, 'options')).flatMap(({ value }) =>
      scalarIn(valueAt(value, 'instead')),
    ),
  ]);
  // Behind an alias one may stand twice.
  return [...new Set(found)];
}

function scalarIn(node: SpecNode | undefined): readonly ScalarNode[] {
  return node?.kind === 'scalar' ? [node] : [];
}
