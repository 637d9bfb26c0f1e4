import type { Range } from '../base/range.ts';
import type { Gap, Layout } from './layout.ts';

/** A YAML document as plain values with their places: aliases followed, comments dropped. */
export type SpecNode = ScalarNode | ListNode | MappingNode;

/** One value without parts. */
export interface ScalarNode {
  readonly kind: 'scalar';
  /** What YAML reads; `undefined` where nothing (or `null`) is written. */
  readonly value: string | number | boolean | undefined;
  /** The characters of the value, without quotes: a column named `1949` stays `1949`. */
  readonly text: string;
  readonly style: ScalarStyle;
  /** With quotes and block header; the key where nothing is written. */
  readonly range: Range;
}

/** How a scalar is written: bare, in quotes, or as a block after `|` or `>`. */
export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded';

/** Values in an order. */
export interface ListNode {
  readonly kind: 'list';
  readonly items: readonly SpecNode[];
  readonly range: Range;
  /** `undefined` where its items are written in a way in which none can be taken away. */
  readonly layout?: Layout | undefined;
}

/** Values by key; keys are unique. */
export interface MappingNode {
  readonly kind: 'mapping';
  readonly entries: readonly MappingEntry[];
  readonly range: Range;
  /**
   * Where it is not written, the place for it; `undefined` where it is written in a way in which no
   * entry can be put in or taken away.
   */
  readonly layout?: Layout | Gap | undefined;
}

export interface MappingEntry {
  readonly key: string;
  readonly keyRange: Range;
  readonly value: SpecNode;
}

/** The entry of that key. */
export function findEntry(node: MappingNode, key: string): MappingEntry | undefined {
  return node.entries.find((entry) => entry.key === key);
}

/** Whether a key was written without a value. */
export function isEmptyNode(node: SpecNode): boolean {
  return node.kind === 'scalar' && node.value === undefined && node.text === '';
}
