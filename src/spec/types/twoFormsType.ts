import { findEntry } from '../tree.ts';
import type { ValueType } from '../valueType.ts';
import { hasKey } from './hasKey.ts';

/** A mapping in one of two forms: the one that has the key `mark`, or the other one. */
export function twoFormsType<Marked extends object, Other extends object>(
  mark: keyof Marked & string,
  marked: ValueType<Marked>,
  other: ValueType<Other>,
): ValueType<Marked | Other> {
  return {
    description: `${other.description}, or ${marked.description}`,
    shape: { kind: 'either', options: [other.shape, marked.shape] },
    decode: (node, place, report) => {
      if (node.kind !== 'mapping' || !findEntry(node, mark)) {
        return other.decode(node, place, report);
      }
      const homeOf = (key: string) =>
        hasKey(other.shape, key) ? `: it does not go with "${mark}"` : place.homeOf?.(key);
      return marked.decode(node, { ...place, homeOf }, report);
    },
    encode: (value) =>
      mark in value ? marked.encode(value as Marked) : other.encode(value as Other),
  };
}
