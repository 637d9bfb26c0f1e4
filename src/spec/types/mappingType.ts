import { invariant, present } from '../../base/invariant.ts';
import { errorAt, withFixes } from '../../base/problem.ts';
import type { Range } from '../../base/range.ts';
import { nearest, suggestedFix, suggestionFor } from '../../base/suggestion.ts';
import { additionFix, fillFix, removalFix } from '../fixes.ts';
import { gapOf } from '../layout.ts';
import { findEntry, isEmptyNode, type MappingNode } from '../tree.ts';
import { isRead, unread } from '../unread.ts';
import type { Decoded, KeyDeclaration, Place, Plain, Report, ValueType } from '../valueType.ts';
import { reportWrongType, suchAs } from './typeProblems.ts';

/** A declaration for every field of `T`, under the name that the key has in a spec. */
export type KeyDeclarations<T> = { readonly [K in keyof T]-?: KeyDeclaration<T[K]> };

/** A mapping with declared keys; a key that is none of them is a problem. */
export function mappingType<T extends object>(keys: KeyDeclarations<T>): ValueType<T> {
  const names = Object.keys(keys) as (keyof T & string)[];
  const type: ValueType<T> = {
    description: `a mapping with ${listKeys(names)}`,
    shape: { kind: 'mapping', keys: keys as Readonly<Record<string, KeyDeclaration<unknown>>> },
    decode: (node, place, report) => {
      if (node.kind !== 'mapping') {
        return reportWrongType(node, place, report, type);
      }
      reportUnknownKeys(node, place, report, names);
      return decodeKeys(node, place, report, keys, names);
    },
    encode: (value) => {
      const result: Record<string, Plain> = {};
      for (const name of names) {
        const encoded = keys[name].type.encode(value[name]);
        if (encoded !== undefined) {
          result[name] = encoded;
        }
      }
      return result;
    },
  };
  return type;
}

/** What a mapping means when it is not written; only for mappings without required keys. */
export function defaultsOf<T>(type: ValueType<T>): T {
  const range = { start: 0, end: 0 };
  const place: Place = { name: rootOwner, owner: rootOwner, range };
  const empty: MappingNode = { kind: 'mapping', entries: [], range };
  return present(
    type.decode(empty, place, ({ message }) => invariant(false, message)),
    'The value of an empty mapping',
  ).value;
}

/** More keys than a message can list. */
const mostKeys = 8;

function listKeys(names: readonly string[]): string {
  const quoted = names.map((name) => `"${name}"`);
  if (quoted.length === 1) {
    return `the key ${quoted[0]}`;
  }
  return quoted.length <= mostKeys
    ? `the keys ${quoted.join(', ')}`
    : `keys such as ${quoted.slice(0, 4).join(', ')}`;
}

function reportUnknownKeys(
  node: MappingNode,
  place: Place,
  report: Report,
  names: readonly string[],
): void {
  const unused = names.filter((name) => !findEntry(node, name));
  for (const { key, keyRange } of node.entries) {
    if (!names.includes(key)) {
      const present = nearest(key, names);
      const home = place.homeOf?.(key);
      const suggestion =
        home ??
        (nearest(key, unused) === undefined && present !== undefined
          ? `: "${present}" is there already`
          : suggestionFor(key, unused));
      const message = `Unknown key "${key}" in ${place.owner}${suggestion}`;
      const rename = home === undefined ? suggestedFix(key, unused, keyRange) : undefined;
      const removal = removalFix(node.layout, key, keyRange.start);
      report(withFixes(errorAt(keyRange, 'spec.unknown-key', message), [rename, removal]));
    }
  }
}

/** Always a value: what could not be read is unread in it. */
function decodeKeys<T extends object>(
  node: MappingNode,
  place: Place,
  report: Report,
  keys: KeyDeclarations<T>,
  names: readonly (keyof T & string)[],
): Decoded<T> {
  const values: Partial<Record<string, unknown>> = {};
  for (const name of names) {
    values[name] = decodeKey(node, place, report, name, keys[name]).value;
  }
  for (const name of names) {
    const { fallback } = keys[name];
    if (fallback.kind === 'sibling' && !findEntry(node, name)) {
      values[name] = values[fallback.key];
    }
  }
  return { value: values as T };
}

function decodeKey<T>(
  node: MappingNode,
  place: Place,
  report: Report,
  name: string,
  declaration: KeyDeclaration<T>,
): Decoded<T> {
  const { type, fallback, example } = declaration;
  const standIn = fallback.kind === 'value' ? { value: fallback.value } : undefined;
  const entry = findEntry(node, name);
  if (!entry) {
    if (fallback.kind === 'required') {
      const message = `"${name}" is missing in ${place.owner}: add "${name}: ${example}"`;
      const addition = additionFix(node.layout, `${name}: ${example}`);
      report(withFixes(errorAt(place.range, 'spec.missing-key', message), [addition]));
    }
    return standIn ?? unread();
  }
  if (isEmptyNode(entry.value)) {
    const { name: owner } = placeOfKey(place, name, entry.keyRange, example);
    const message = `${owner} has no value: write ${type.description}${suchAs(example, type)}`;
    const { layout } = node;
    const gap = layout && 'parts' in layout ? gapOf(layout, entry.keyRange.start) : undefined;
    const problem = errorAt(entry.keyRange, 'spec.missing-value', message);
    report(withFixes(problem, [fillFix(gap, example)]));
    // A key without a value says as little as one that is not there.
    return standIn ?? unread();
  }
  const inside = { ...placeOfKey(place, name, entry.keyRange, example), siblings: node };
  const read = type.decode(entry.value, inside, report);
  return read && isRead(read.value) ? read : unread({ read, standIn });
}

function placeOfKey(parent: Place, key: string, range: Range, example: string): Place {
  const name = parent.owner === rootOwner ? `"${key}"` : `"${key}" in ${parent.owner}`;
  return { name, owner: `"${key}"`, range, example };
}

/** What messages call the whole file. */
export const rootOwner = 'the spec';
