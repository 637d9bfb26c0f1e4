import type { Parsed } from '../parsed.ts';

/** What a text is cut into. */
export type TokenKind = 'characters' | 'words';

/** A text as tokens, each a place in the list of those that occur. */
export interface TokenText {
  /** Every token that occurs, in the order of first appearance. */
  readonly names: readonly string[];
  /** The tokens of the text, as places in `names`. */
  readonly tokens: Int32Array;
}

/**
 * Cuts a text into characters (code points), or into words, numbers, marks and line ends; a name in
 * angle brackets such as `<unk>` is one word. The line ends of all systems count as `\n`.
 */
export function tokenize(text: string, kind: TokenKind): Parsed<TokenText> {
  const places = new Map<string, number>();
  const tokens = Int32Array.from(tokenNames(text, kind), (name) => {
    const place = places.get(name) ?? places.size;
    places.set(name, place);
    return place;
  });
  return { kind: 'read', value: { names: [...places.keys()], tokens } };
}

/** The tokens of a text, one behind the other. */
export function tokenNames(text: string, kind: TokenKind): readonly string[] {
  return text.replace(/\r\n?/g, '\n').match(patterns[kind]) ?? [];
}

const patterns: Readonly<Record<TokenKind, RegExp>> = {
  characters: /./gsu,
  words: /<\w+>|[\p{L}\p{M}\p{N}]+(?:['’.,-][\p{L}\p{M}\p{N}]+)*|\n|\S/gu,
};
