import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { functionNames } from '../../src/cells/functions.ts';
import { libraryTexts } from '../../src/cells/library.ts';
import { tokenize } from '../../src/cells/tokens.ts';
import { expectGolden } from '../golden.ts';
import { readText } from '../tidy/sources.ts';
import { type Grammar, type Rule, type Token, tokenizeText } from './tokenizeText.ts';

const grammar: Grammar = JSON.parse(readText('syntaxes/rnn-spec.tmLanguage.json'));

test('the grammar colours each form of a spec', () => {
  const sample = readFileSync(new URL('sample.rnn.yaml', import.meta.url), 'utf8');
  const lines = sample.split('\n');
  const printed = tokenizeText(grammar, sample).flatMap((tokens, index) => [
    lines[index],
    ...tokens.map(({ text, scopes }) => `    ${text}   ${shorten(scopes)}`),
  ]);
  expectGolden(`${printed.join('\n')}\n`, new URL('sample.golden', import.meta.url));
});

/** Endings that say which grammar it is, and the name of what all equations are in. */
function shorten(scopes: readonly string[]): string {
  return scopes.map((scope) => scope.replace(/(\.equation)?\.rnn-spec$/, '')).join(' ');
}

test('the grammar knows the functions of the equation language', () => {
  const names = rulesIn(grammar.repository.equations).flatMap(({ match, name }) =>
    name?.startsWith('support.function')
      ? (/\((\w+(?:\|\w+)+)\)/.exec(match ?? '')?.[1] ?? [])
      : [],
  );
  expect(names.map((list) => list.split('|'))).toEqual([functionNames]);
});

test('the grammar has no rule that nothing includes', () => {
  const all = [...grammar.patterns, ...Object.values(grammar.repository)].flatMap(rulesIn);
  const included = new Set(all.flatMap(({ include }) => include?.slice(1) ?? []));
  expect(Object.keys(grammar.repository).filter((name) => !included.has(name))).toEqual([]);
});

describe('the grammar', () => {
  test.each(Object.entries(libraryTexts))('tells the words of the equations of %s', (_, text) => {
    const found = tokenizeText(grammar, text).flatMap((tokens) => tokens.filter(isEquation));
    const [, block = ''] = /^equations: \|\n((?: .*\n)+)/m.exec(text) ?? [];
    const words = tokenize(block).filter(({ kind }) => kind !== 'line' && kind !== 'end');
    const written = words.map((word) => word.text).join('');
    expect(found.map((token) => token.text.replace(/\s/g, '')).join('')).toContain(written);
    const plain = found.filter(
      ({ scopes }) => !scopes.some((scope) => scope.includes('.equation.')),
    );
    expect(plain).toEqual([]);
  });
});

/** Of a part that is no comment. */
function isEquation({ scopes }: Token): boolean {
  const isComment = scopes.some((scope) => scope.startsWith('comment'));
  return !isComment && scopes.some((scope) => scope.startsWith('meta.embedded'));
}

function rulesIn(rule: Rule | undefined): readonly Rule[] {
  const captures = [rule?.captures, rule?.beginCaptures, rule?.endCaptures];
  const inner = [
    ...(rule?.patterns ?? []),
    ...captures.flatMap((each) => Object.values(each ?? {})),
  ];
  return rule ? [rule, ...inner.flatMap(rulesIn)] : [];
}
