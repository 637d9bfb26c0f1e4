import { nearest } from '../../base/suggestion.ts';
import { findEntry, type MappingNode, type SpecNode } from '../tree.ts';
import type { TypeShape, ValueType } from '../valueType.ts';
import { hasKey } from './hasKey.ts';
import { listInWords } from './listInWords.ts';

/** What a case declares: all but its kind. */
type WithoutKind<T> = T extends unknown ? Omit<T, 'kind'> : never;

/**
 * A value whose type depends on the word that another key of the same mapping holds. Where that
 * word is missing or unknown, which is said there, the case counts that must be meant; where that
 * cannot be told, the value is not judged.
 */
export function switchType<T extends { readonly kind: string }>(
  on: string,
  cases: { readonly [K in T['kind']]: ValueType<WithoutKind<Extract<T, { kind: K }>>> },
): ValueType<T> {
  const kinds = Object.keys(cases) as T['kind'][];
  const typeOf = (kind: T['kind']) => cases[kind] as unknown as ValueType<Omit<T, 'kind'>>;
  const shapes = kinds.map((kind) => [kind, typeOf(kind).shape] as const);
  return {
    description: `a mapping whose keys depend on "${on}"`,
    shape: { kind: 'switch', on, cases: Object.fromEntries(shapes) },
    decode: (node, place, report) => {
      const kind = wordOf(place.siblings, on, kinds) ?? likeliest(node, shapes);
      if (kind === undefined) {
        return undefined;
      }
      const homeOf = (key: string) => homeText(on, shapes, key);
      const decoded = typeOf(kind).decode(node, { ...place, homeOf }, report);
      return decoded && { value: { kind, ...decoded.value } as unknown as T };
    },
    encode: (value) => typeOf(value.kind as T['kind']).encode(value),
  };
}

/** `: "mask" belongs to "task: tag" and "task: polyphony"` */
function homeText(
  on: string,
  cases: readonly (readonly [word: string, shape: TypeShape])[],
  key: string,
): string | undefined {
  const homes = cases.filter(([, shape]) => hasKey(shape, key)).map(([word]) => `"${on}: ${word}"`);
  return homes.length === 0 ? undefined : `: it belongs to ${listInWords(homes)}`;
}

/** The word, or the one that was meant by it. */
function wordOf<Kind extends string>(
  siblings: MappingNode | undefined,
  on: string,
  kinds: readonly Kind[],
): Kind | undefined {
  const node = siblings && findEntry(siblings, on)?.value;
  const word = node?.kind === 'scalar' ? node.text : '';
  const meant = nearest(word, kinds);
  return kinds.find((kind) => kind === word) ?? kinds.find((kind) => kind === meant);
}

/** The case that declares more of the written keys than any other. */
function likeliest<Kind extends string>(
  node: SpecNode,
  cases: readonly (readonly [kind: Kind, shape: TypeShape])[],
): Kind | undefined {
  const keys = node.kind === 'mapping' ? node.entries.map(({ key }) => key) : [];
  const counts = cases.map(([, shape]) => keys.filter((key) => hasKey(shape, key)).length);
  const most = Math.max(...counts);
  const first = counts.indexOf(most);
  return first === counts.lastIndexOf(most) ? cases[first]?.[0] : undefined;
}
