import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyEdits } from '../../src/base/fix.ts';
import { libraryTexts } from '../../src/cells/library.ts';
import { tokenize } from '../../src/cells/tokens.ts';
import { provideFormatting } from '../../src/language/provideFormatting.ts';
import { parseTree } from '../../src/spec/parseTree.ts';
import type { SpecNode } from '../../src/spec/tree.ts';

function format(text: string): string {
  return applyEdits(text, provideFormatting({ text, tree: parseTree(text).value }));
}

/** A text as it is written, and as it becomes. */
const cases: readonly (readonly [string, string, string])[] = [
  [
    'puts the "=" of equations that stand together in one column',
    'equations: |\n  gate = sigmoid(W@x)\n  h=gate*h[t-1]\n',
    'equations: |\n  gate = sigmoid(W @ x)\n  h    = gate * h[t-1]\n',
  ],
  [
    'begins another column behind an empty line or one of a comment',
    'equations: |\n  gate=W @ x\n\n  c=gate\n  # the output\n  h  = c\n',
    'equations: |\n  gate = W @ x\n\n  c = gate\n  # the output\n  h = c\n',
  ],
  [
    'leaves comments and lines that go on where they are',
    'equations: |\n  h=tanh(W@x   # input\n      +R@h[t-1])   # state\n',
    'equations: |\n  h = tanh(W @ x   # input\n      + R @ h[t-1])   # state\n',
  ],
  [
    'puts no blanks inside brackets, and none behind a sign',
    'equations: |\n  h = max ( -W @ x ,- 1 ) - ( - b )+h [ t - 1 ]\n',
    'equations: |\n  h = max(-W @ x, -1) - (-b) + h[t-1]\n',
  ],
  [
    'formats short and quoted forms in a spec, and equations of options',
    'cells:\n  a: h=W@x\n  b: "g=W@x\\n h=g*g"\n  c:\n    equations: >\n      h=W@x\n    options: {p: {size: [h], instead: h=V@x}}\n',
    'cells:\n  a: h = W @ x\n  b: "g = W @ x\\n h = g * g"\n  c:\n    equations: >\n      h = W @ x\n    options: {p: {size: [h], instead: h = V @ x}}\n',
  ],
  [
    'leaves alone what is no equation',
    'summary: a=b\nequations: |\n  what  is   this\n  h = W  x ? y\n',
    'summary: a=b\nequations: |\n  what  is   this\n  h = W  x ? y\n',
  ],
  [
    'keeps CR/LF and tabs in lines',
    'equations: |\r\n  gate\t=W@x\r\n  h=gate\r\n',
    'equations: |\r\n  gate = W @ x\r\n  h    = gate\r\n',
  ],
];

test.each(cases)('provideFormatting() %s', (_what, text, formatted) => {
  expect(format(text)).toBe(formatted);
  expect(format(formatted)).toBe(formatted);
});

test('provideFormatting() of a range changes nothing outside of it', () => {
  const text = 'cells:\n  a: h=W@x\n  b: h=V@x\n';
  const range = { start: text.indexOf('b:'), end: text.length };
  const edits = provideFormatting({ text, tree: parseTree(text).value }, range);
  expect(applyEdits(text, edits)).toBe('cells:\n  a: h=W@x\n  b: h = V @ x\n');
});

const fixtures = new URL('diagnostics/', import.meta.url);

/** All cells of the library, and all fixtures, right and wrong. */
const texts: readonly (readonly [string, string])[] = [
  ...Object.entries(libraryTexts),
  ...readdirSync(fixtures).flatMap((file) =>
    readFileSync(new URL(file, fixtures), 'utf8')
      .split(/^=== .+\n/m)
      .map((text, index) => [`${file} ${index}`, text] as const),
  ),
];

/** Values as tokens of equations, so that only blanks between them may differ. */
function meaning(node: SpecNode | undefined): unknown {
  switch (node?.kind) {
    case undefined:
      return undefined;
    case 'scalar':
      return tokenize(node.text).map(({ kind, text }) => (kind === 'line' ? '' : text));
    case 'list':
      return node.items.map(meaning);
    case 'mapping':
      return node.entries.map(({ key, value }) => [key, meaning(value)]);
  }
}

describe('provideFormatting()', () => {
  test.each(texts)('keeps the meaning of %s, and is done at once', (_name, text) => {
    const formatted = format(text);
    expect(formatted.replace(/[ \t]/g, '')).toBe(text.replace(/[ \t]/g, ''));
    expect(meaning(parseTree(formatted).value)).toEqual(meaning(parseTree(text).value));
    expect(format(formatted)).toBe(formatted);
  });

  test('keeps the tokens of any equations in any form, and is done at once', () => {
    const piece = fc.constantFrom(
      ...['h', 'W_i', '=', '@', '*', '+', '-', '(', ')', '[', ']', 't', '1', ',', '.5', ' ', '  '],
      ...['\n  ', '\n\n  ', '# c', '\t', '?', '1e', 'tanh'],
    );
    const head = fc.constantFrom(
      'equations: |\n  ',
      'equations: >\n  ',
      'equations: "',
      'equations: ',
    );
    fc.assert(
      fc.property(head, fc.array(piece, { maxLength: 30 }), (start, pieces) => {
        const text = `${start}${pieces.join('')}${start.endsWith('"') ? '"' : ''}\n`;
        const formatted = format(text);
        expect(meaning(parseTree(formatted).value)).toEqual(meaning(parseTree(text).value));
        expect(format(formatted)).toBe(formatted);
      }),
      { numRuns: 500 },
    );
  });
});
