import type { Range } from '../../base/range.ts';
import type { Analysis } from '../../resolve/analysis.ts';
import type { MappingNode, SpecNode } from '../../spec/tree.ts';
import { entriesOf, valueAt } from '../symbols/nodes.ts';

/** An entry of `cells` in a spec. */
export interface OwnCell {
  readonly name: string;
  readonly keyRange: Range;
  readonly value: SpecNode;
  /** From the key to the end of the value. */
  readonly range: Range;
  readonly cells: MappingNode;
  /** Whether `cells` has lines of its own, not braces. */
  readonly isBlock: boolean;
}

/** The entry of `cells` that an offset is in; `undefined` elsewhere. */
export function ownCellAt(
  { document }: Pick<Analysis, 'document'>,
  offset: number,
): OwnCell | undefined {
  const cells = valueAt(document.tree, 'cells');
  if (cells?.kind !== 'mapping' || !cells.layout || !('parts' in cells.layout)) {
    return undefined;
  }
  const { parts, form } = cells.layout;
  for (const { key: name, keyRange, value } of entriesOf(cells)) {
    const range = parts.find(({ start }) => start === keyRange.start);
    if (range && range.start <= offset && offset <= range.end) {
      return { name, keyRange, value, range, cells, isBlock: form === 'block' };
    }
  }
  return undefined;
}
