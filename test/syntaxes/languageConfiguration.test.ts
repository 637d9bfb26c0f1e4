import { describe, expect, test } from 'vitest';
import { readText } from '../tidy/sources.ts';

interface Configuration {
  readonly wordPattern: string;
  readonly indentationRules: {
    readonly increaseIndentPattern: string;
    readonly decreaseIndentPattern: string;
  };
  readonly onEnterRules: readonly {
    readonly beforeText: { readonly pattern: string };
    readonly action: { readonly indent: string };
  }[];
}

const { wordPattern, indentationRules, onEnterRules }: Configuration = JSON.parse(
  readText('syntaxes/language-configuration.json'),
);

test('words are whole names, with "_" in equations and "-" in keys', () => {
  const words = (text: string) => text.match(new RegExp(wordPattern, 'g'));
  expect(words('  - peephole-lstm: {recurrent_dropout: 0.5}')).toEqual([
    'peephole-lstm',
    'recurrent_dropout',
    '0.5',
  ]);
  expect(words('h = tanh(W_h @ x + R_h @ h[t-1])')).toEqual([
    ...['h', 'tanh', 'W_h', 'x', 'R_h', 'h', 't', '-1'],
  ]);
  expect(words('rate: -1.5e-3')).toEqual(['rate', '-1.5e-3']);
});

/** Lines after which a new one starts further to the right, and others. */
const opening = [
  'data:',
  '  - lstm:',
  '  equations: |',
  'equations: >- # folded',
  'model: # layers',
  'data: {',
  '  inputs: [',
  '- - key:',
];
const closed = [
  'task: forecast',
  '  - linear',
  'data: {file: a.csv}',
  '# a note:',
  '',
  'inputs: [a]',
];

describe('a new line', () => {
  const pattern = new RegExp(indentationRules.increaseIndentPattern);

  test.each(opening)('is indented after %j', (line) => {
    expect(line).toMatch(pattern);
  });

  test.each(closed)('is not indented after %j', (line) => {
    expect(line).not.toMatch(pattern);
  });

  test('is indented inside the brackets of an equation, and goes on with a comment', () => {
    const [bracket, comment] = onEnterRules.map((rule) => new RegExp(rule.beforeText.pattern));
    expect('  h = tanh(W @ x').toMatch(bracket as RegExp);
    expect('  h = tanh(W @ x)').not.toMatch(bracket as RegExp);
    expect('  # about').toMatch(comment as RegExp);
    expect('  a: 1 # about').not.toMatch(comment as RegExp);
  });

  test('moves back with a closing bracket of its own', () => {
    expect('  }').toMatch(new RegExp(indentationRules.decreaseIndentPattern));
    expect('  ],').toMatch(new RegExp(indentationRules.decreaseIndentPattern));
    expect('a: }').not.toMatch(new RegExp(indentationRules.decreaseIndentPattern));
  });
});
