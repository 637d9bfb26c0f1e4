import { type Fix, fixOf } from '../base/fix.ts';
import type { Range } from '../base/range.ts';
import { additionFix, removalFix } from './fixes.ts';
import { rangeInScalar } from './scalarOffsets.ts';
import type { Spec } from './spec.ts';
import { findEntry, type SpecNode } from './tree.ts';
import { readableValue, wholeValue } from './unread.ts';

/** A spec file: its text, what was understood of it, and where each thing stands. */
export interface SpecDocument {
  readonly text: string;
  /**
   * The spec, with defaults for what could not be read; `undefined` when the file is too incomplete
   * for one.
   */
  readonly spec: Spec | undefined;
  /**
   * The spec as far as it could be read: asking for another part of it stops, up to an `ifRead`.
   * `undefined` when the file is no mapping.
   */
  readonly readable: Spec | undefined;
  readonly tree: SpecNode | undefined;
  /** The keys that lead to the top of the file in a spec: of a cell's own file `cells` and its name. */
  readonly rootPath: readonly string[];
  /** The word at `task`, right or wrong, also where there is no spec. */
  readonly task: string | undefined;
  /**
   * The place of a value, by its path from the top with `/` between keys and indices from 0, as in
   * `model/1/lstm/hidden`. Where a short form or a default hides the value, the place of what
   * stands for it.
   */
  rangeOf(path: string): Range;
  /** What stands at the path; `undefined` where nothing does. */
  nodeAt(path: string): SpecNode | undefined;
  /** Whether something stands at the path in the file itself. */
  isWritten(path: string): boolean;
  /** The place of the key that the value at the path has; of the value where it has none. */
  keyRangeOf(path: string): Range;
  /** The place of a stretch of a text value, such as one name in an equation. */
  rangeInText(path: string, range: Range): Range;
  /** Takes away the entry or the item at the path; `undefined` where that is not easy. */
  removal(path: string): Fix | undefined;
  /** Writes an entry (`norm: 1`) or an item (`linear`) behind those of what stands at the path. */
  addition(path: string, entry: string): Fix | undefined;
  /** Writes another value in the place of the one at the path. */
  replacement(path: string, value: string): Fix | undefined;
}

/** Puts a document together; `decoded` may have parts that could not be read. */
export function createSpecDocument(
  text: string,
  tree: SpecNode | undefined,
  decoded: Spec | undefined,
  rootPath: readonly string[] = [],
): SpecDocument {
  const find = (path: string) => findPath(tree, path);
  return {
    text,
    spec: wholeValue(decoded),
    readable: readableValue(decoded),
    tree,
    rootPath,
    task: wordAt(tree, 'task'),
    rangeOf: (path) => {
      const { node, keyRange, isWhole } = find(path);
      return isWhole || node?.kind === 'scalar' ? (node?.range ?? keyRange) : keyRange;
    },
    nodeAt: (path) => {
      const { node, isWhole } = find(path);
      return isWhole ? node : undefined;
    },
    isWritten: (path) => find(path).isWhole,
    keyRangeOf: (path) => find(path).keyRange,
    rangeInText: (path, range) => {
      const { node, keyRange } = find(path);
      return node?.kind === 'scalar' ? rangeInScalar(text, node, range) : keyRange;
    },
    removal: (path) => {
      const { above, last } = splitPath(path);
      const { node, isWhole } = find(above);
      return isWhole ? removalAt(node, last) : undefined;
    },
    addition: (path, entry) => addAt(find, path, entry),
    replacement: (path, value) => {
      const { node, isWhole } = find(path);
      return node && isWhole ? fixOf(`Change to "${value}"`, node.range, value) : undefined;
    },
  };
}

function wordAt(tree: SpecNode | undefined, key: string): string | undefined {
  const node = tree?.kind === 'mapping' ? findEntry(tree, key)?.value : undefined;
  return node?.kind === 'scalar' && typeof node.value === 'string' ? node.value : undefined;
}

/** What leads to the last part of a path, and that part. */
function splitPath(path: string): { readonly above: string; readonly last: string } {
  const slash = path.lastIndexOf('/');
  return { above: path.slice(0, Math.max(0, slash)), last: path.slice(slash + 1) };
}

function removalAt(node: SpecNode | undefined, name: string): Fix | undefined {
  if (node?.kind === 'list') {
    const item = node.items[Number(name)];
    return removalFix(node.layout, wordOf(item), node.layout?.parts[Number(name)]?.start);
  }
  const entry = node?.kind === 'mapping' ? findEntry(node, name) : undefined;
  return node?.kind === 'mapping' && entry
    ? removalFix(node.layout, name, entry.keyRange.start)
    : undefined;
}

/** What an item of a list is called. */
function wordOf(node: SpecNode | undefined): string {
  const [entry] = node?.kind === 'mapping' ? node.entries : [];
  return entry?.key ?? (node?.kind === 'scalar' ? node.text : 'it');
}

/** Writes what is around the entry as well, where that is not there. */
function addAt(find: (path: string) => Found, path: string, entry: string): Fix | undefined {
  const { node, isWhole } = find(path);
  if (isWhole) {
    return node && node.kind !== 'scalar' ? additionFix(node.layout, entry) : undefined;
  }
  const { above, last } = splitPath(path);
  return path === '' ? undefined : addAt(find, above, `${last}: {${entry}}`);
}

/** The end of a path as far as it is written. */
interface Found {
  readonly node: SpecNode | undefined;
  /** The key that leads to the node, or the node itself in a list. */
  readonly keyRange: Range;
  /** Whether every part of the path was there. */
  readonly isWhole: boolean;
}

function findPath(tree: SpecNode | undefined, path: string): Found {
  let node = tree;
  let keyRange = firstPlace(tree);
  for (const part of path === '' ? [] : path.split('/')) {
    const entry = node?.kind === 'mapping' ? findEntry(node, part) : undefined;
    const item = node?.kind === 'list' ? node.items[Number(part)] : undefined;
    if (!entry && !item) {
      return { node, keyRange, isWhole: false };
    }
    node = entry?.value ?? item;
    keyRange = entry?.keyRange ?? firstPlace(item);
  }
  return { node, keyRange, isWhole: true };
}

/** Where problems of a whole value are shown: its first key, or a value without parts itself. */
function firstPlace(node: SpecNode | undefined): Range {
  if (node?.kind === 'mapping') {
    return node.entries[0]?.keyRange ?? node.range;
  }
  return node?.range ?? { start: 0, end: 0 };
}
