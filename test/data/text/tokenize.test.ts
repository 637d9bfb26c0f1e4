import { describe, expect, test } from 'vitest';
import { type TokenKind, tokenize } from '../../../src/data/text/tokenize.ts';
import { chooseVocabulary, placesIn } from '../../../src/data/text/vocabulary.ts';

describe('tokenize', () => {
  test.each<[TokenKind, string, string[]]>([
    ['characters', 'ab\r\na\r🙂', ['a', 'b', '\n', 'a', '\n', '🙂']],
    ['words', "Don't go, 3.14 <unk>!\n", ["Don't", 'go', ',', '3.14', '<unk>', '!', '\n']],
    ['words', '  naïve—well-known "x"', ['naïve', '—', 'well-known', '"', 'x', '"']],
    ['words', '', []],
  ])('cuts into %s: %j', (kind, text, expected) => {
    const parsed = tokenize(text, kind);
    const { names, tokens } =
      parsed.kind === 'read' ? parsed.value : { names: [], tokens: Int32Array.of(0) };
    expect([...tokens].map((token) => names[token])).toEqual(expected);
    expect(names).toEqual([...new Set(expected)]);
  });
});

describe('chooseVocabulary', () => {
  const counts = new Map([
    ['b', 2],
    ['a', 2],
    ['c', 5],
    ['rare', 1],
  ]);

  test('takes tokens by their number, and has one for all others only where there are any', () => {
    expect(chooseVocabulary(counts, 1, counts.keys())).toEqual(['c', 'a', 'b', 'rare']);
    expect(chooseVocabulary(counts, 2, counts.keys())).toEqual(['<unknown>', 'c', 'a', 'b']);
    expect(chooseVocabulary(counts, 1, [...counts.keys(), 'new'])[0]).toBe('<unknown>');
  });

  test('takes the sign for unknown tokens that a text brings itself', () => {
    const marked = new Map([...counts, ['<unknown>', 3] as const]);
    expect(chooseVocabulary(marked, 2, marked.keys())).toEqual(['c', '<unknown>', 'a', 'b']);
  });
});

describe('placesIn', () => {
  test('gives unknown tokens the place of the sign for them, or none', () => {
    expect(['b', 'x'].map(placesIn(['a', 'b']))).toEqual([1, -1]);
    expect(['b', 'x'].map(placesIn(['<unknown>', 'b']))).toEqual([1, 0]);
  });
});
