import type { Range } from '../../base/range.ts';
import { findEntry, type MappingEntry, type SpecNode } from '../../spec/tree.ts';

/** The value at a key, where the node is a mapping that has it. */
export function valueAt(node: SpecNode | undefined, key: string): SpecNode | undefined {
  return node?.kind === 'mapping' ? findEntry(node, key)?.value : undefined;
}

/** The entries of a mapping; none where the node is something else. */
export function entriesOf(node: SpecNode | undefined): readonly MappingEntry[] {
  return node?.kind === 'mapping' ? node.entries : [];
}

/** The items of a list; none where the node is something else. */
export function itemsOf(node: SpecNode | undefined): readonly SpecNode[] {
  return node?.kind === 'list' ? node.items : [];
}

/** The characters of a key or a plain value without the quotes that it may stand in. */
export function withoutQuotes(text: string, { start, end }: Range): Range {
  const first = text.charAt(start);
  const isQuoted = `"'`.includes(first) && end - start > 1 && text.charAt(end - 1) === first;
  return isQuoted ? { start: start + 1, end: end - 1 } : { start, end };
}
