import { describe, expect, test } from 'vitest';
import { applyEdits, type Fix } from '../../src/base/fix.ts';
import { parseTree } from '../../src/spec/parseTree.ts';
import { createSpecDocument } from '../../src/spec/specDocument.ts';

function documentOf(text: string) {
  return createSpecDocument(text, parseTree(text).value, undefined);
}

function apply(text: string, fix: Fix | undefined): string | undefined {
  return fix && applyEdits(text, fix.edits);
}

/** What is removed, from which text, and what is left; `undefined` where nothing is offered. */
const removals: readonly (readonly [string, string, string | undefined])[] = [
  ['b', 'a: 1\nb: 2\nc: 3\n', 'a: 1\nc: 3\n'],
  ['b', 'a: 1\r\nb: 2\r\nc: 3\r\n', 'a: 1\r\nc: 3\r\n'],
  ['b', 'a: 1 # one\n# About b\n# and more\nb: 2 # two\nc: 3\n', 'a: 1 # one\nc: 3\n'],
  ['b', '# Apart\n\n# About b\nb: 2\nc: 3\n', '# Apart\n\n# About b\nc: 3\n'],
  ['b', 'a: 1\nb:\n  c: 2\n  d: 3', 'a: 1\n'],
  ['b/c', 'a: 1\nb:\n  c: 2\n', 'a: 1\nb: {}\n'],
  ['b/c', 'b: # Why\n  c: 2\n', 'b: # Why\n  {}\n'],
  ['b', 'b: 1\n', ''],
  ['b', 'a: |\n  text\n\nb: |\n  more\n  text\nc: 3\n', 'a: |\n  text\n\nc: 3\n'],
  ['0/a', '- a: 1\n  b: 2\n', '- b: 2\n'],
  ['0/a', '- a: 1\n  # About b\n  b: 2\n', '- # About b\n  b: 2\n'],
  ['0/b', '- a: 1\n  b: 2\n- c\n', '- a: 1\n- c\n'],
  ['0', '- a: 1\n  b: 2\n- c\n', '- c\n'],
  ['1', '- a\n- -5\n- c\n', '- a\n- c\n'],
  ['a', '{a: 1, b: 2}', '{b: 2}'],
  ['b', '{a: 1, b: 2}', '{a: 1}'],
  ['b', '{a: 1, b: 2, }', '{a: 1, }'],
  ['b', '{ a: 1, b: {c: [1, 2]}, d: 3 }', '{ a: 1, d: 3 }'],
  ['a', '{a: 1}', '{}'],
  ['b', '{a, b, c}', '{a, c}'],
  ['b', '{\n  a: 1,\n  # About b\n  b: 2, # two\n  c: 3\n}', '{\n  a: 1,\n  c: 3\n}'],
  ['b', '{\n  a: 1,\n  b: 2\n}', '{\n  a: 1,\n}'],
  ['1', '[a, b, c]', '[a, c]'],
  ['2', '[a, b, c]', '[a, b]'],
  ['0', '[a]', undefined],
  // What an alias stands for stays; an alias itself may go.
  ['a', 'a: &x 1\nb: *x\n', undefined],
  ['b', 'a: &x 1\nb: *x\n', 'a: &x 1\n'],
  // A single pair without braces.
  ['0/a', '[a: 1, b]', undefined],
];

describe('removal()', () => {
  test.each(removals)('of %j takes it out of %j', (path, text, left) => {
    const document = documentOf(text);
    expect(apply(text, document.removal(path))).toBe(left);
  });
});

/** Where something is written, what, into which text, and what comes of it. */
const additions: readonly (readonly [string, string, string, string | undefined])[] = [
  ['', 'c: 3', 'a: 1\nb: 2\n', 'a: 1\nb: 2\nc: 3\n'],
  ['', 'c: 3', 'a: 1 # one', 'a: 1 # one\nc: 3'],
  ['a', 'c: 3', 'a:\r\n  b: 2\r\nd: 4\r\n', 'a:\r\n  b: 2\r\n  c: 3\r\nd: 4\r\n'],
  ['a', 'c: 3', 'a: {b: 2}\n', 'a: {b: 2, c: 3}\n'],
  ['a', 'c: 3', 'a: {}\n', 'a: {c: 3}\n'],
  ['a', 'c: 3', 'a: {\n  b: 2\n}\n', 'a: {\n  b: 2,\n  c: 3\n}\n'],
  ['a', 'c: 3', 'b: 2\n', 'b: 2\na: {c: 3}\n'],
  ['a', 'c', 'a:\n  - b\n', 'a:\n  - b\n  - c\n'],
  ['a', 'c', 'a:\n- b\n', 'a:\n- b\n- c\n'],
  ['a', 'c', 'a: [b]\n', 'a: [b, c]\n'],
  ['a/0', 'c: 3', 'a:\n  - b: 2\n', 'a:\n  - b: 2\n    c: 3\n'],
  // There is no room in one value.
  ['a', 'c: 3', 'a: 1\n', undefined],
];

describe('addition()', () => {
  test.each(additions)('at %j of %j into %j', (path, entry, text, result) => {
    const document = documentOf(text);
    expect(apply(text, document.addition(path, entry))).toBe(result);
  });
});
