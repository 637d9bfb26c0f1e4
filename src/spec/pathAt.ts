import type { Range } from '../base/range.ts';
import type { SpecDocument } from './specDocument.ts';
import type { SpecNode } from './tree.ts';

/** What stands at an offset of a spec. */
export interface PathAt {
  /** Keys and indices from the top of a spec, also in a file that holds a part of one. */
  readonly path: readonly string[];
  /** Whether the offset is in the key of the path or in its value. */
  readonly part: 'key' | 'value';
  /** The key, or the value without parts. */
  readonly range: Range;
}

/** The key or the plain value at an offset; `undefined` between them. */
export function pathAt(
  { tree, rootPath }: Pick<SpecDocument, 'tree' | 'rootPath'>,
  offset: number,
): PathAt | undefined {
  return tree && findIn(tree, offset, rootPath);
}

function findIn(node: SpecNode, offset: number, path: readonly string[]): PathAt | undefined {
  if (node.kind === 'scalar') {
    return contains(node.range, offset) ? { path, part: 'value', range: node.range } : undefined;
  }
  if (node.kind === 'list') {
    return first(node.items, (item, index) => findIn(item, offset, [...path, `${index}`]));
  }
  return first(node.entries, ({ key, keyRange, value }) => {
    const inner = [...path, key];
    return contains(keyRange, offset)
      ? { path: inner, part: 'key', range: keyRange }
      : findIn(value, offset, inner);
  });
}

function contains(range: Range, offset: number): boolean {
  return range.start <= offset && offset <= range.end;
}

function first<T>(
  items: readonly T[],
  find: (item: T, index: number) => PathAt | undefined,
): PathAt | undefined {
  for (const [index, item] of items.entries()) {
    const found = find(item, index);
    if (found) {
      return found;
    }
  }
  return undefined;
}
