import { ownCellType } from './declarations/cellKeys.ts';
import type { CellReference, CellSpec } from './spec.ts';
import type { SpecNode } from './tree.ts';
import { wholeValue } from './unread.ts';

/** One of a spec's own cells, with defaults for what cannot be read; `undefined` where it is none. */
export function readCellNode(node: SpecNode): CellSpec | CellReference | undefined {
  const place = { name: '', owner: '', range: node.range };
  return wholeValue(ownCellType.decode(node, place, () => {})?.value);
}
