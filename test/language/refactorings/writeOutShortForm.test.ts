import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { applyEdits } from '../../../src/base/fix.ts';
import { writeOutShortForm } from '../../../src/language/refactorings/writeOutShortForm.ts';
import { parseSpec } from '../../../src/spec/parseSpec.ts';
import { printSpec } from '../../../src/spec/printSpec.ts';
import type { SpecNode } from '../../../src/spec/tree.ts';
import { refactorAt } from './applyAction.ts';

/** A spec, the place of a short form in it, and what it becomes. */
const cases: readonly (readonly [string, string, string])[] = [
  [
    'task: forecast\nmodel: [lstm: 100]\n',
    'lstm',
    'task: forecast\nmodel: [lstm: {hidden: 100}]\n',
  ],
  ['task: forecast\ndata: {inputs: value}\n', 'value', 'task: forecast\ndata: {inputs: [value]}\n'],
  ['train:\n  optimizer:\n    adam: 0.1\n', '0.1', 'train:\n  optimizer:\n    adam: {rate: 0.1}\n'],
  ['train: {init: {R: 0.5}}\n', '0.5', 'train: {init: {R: {constant: 0.5}}}\n'],
  ['cells: {a: h = W @ x}\n', 'h =', 'cells: {a: {equations: h = W @ x}}\n'],
  [
    'cells:\n  a: |\n    h = W @ x # one\n\n    # two\n',
    'a: |',
    'cells:\n  a:\n    equations: |\n      h = W @ x # one\n\n      # two\n',
  ],
];

describe('writeOutShortForm()', () => {
  test.each(cases)('in %j at %j', (text, word, long) => {
    expect(refactorAt(writeOutShortForm, text, word)?.text).toBe(long);
  });

  test.each([
    ['task: forecast\n', 'forecast'],
    ['model: [lstm: {hidden: 100}]\n', '100'],
    ['model: [lstm: many]\n', 'many'],
    ['model: [lstm: -1]\n', '-1'],
  ])('is not offered in %j at %j', (text, word) => {
    expect(refactorAt(writeOutShortForm, text, word)).toBeUndefined();
  });
});

const fixtures = new URL('../diagnostics/', import.meta.url);
const specs = readdirSync(fixtures).flatMap((file) =>
  readFileSync(new URL(file, fixtures), 'utf8')
    .split(/^=== .+\n/m)
    .filter((text) => parseSpec(text).value.spec)
    .map((text, index) => [`${file} ${index}`, text] as const),
);

function* scalarsIn(node: SpecNode | undefined): Generator<SpecNode> {
  switch (node?.kind) {
    case 'scalar':
      yield node;
      break;
    case 'list':
      for (const item of node.items) {
        yield* scalarsIn(item);
      }
      break;
    case 'mapping':
      for (const { value } of node.entries) {
        yield* scalarsIn(value);
      }
  }
}

test.each(specs)('writeOutShortForm() changes the meaning of no value of %s', (_name, text) => {
  const document = parseSpec(text).value;
  const meaning = document.spec && printSpec(document.spec);
  for (const { range } of scalarsIn(document.tree)) {
    const action = writeOutShortForm({ document }, range.start);
    const written = applyEdits(text, action?.edits ?? []);
    const { spec } = action ? parseSpec(written).value : document;
    expect(spec && printSpec(spec), written).toBe(meaning);
  }
});
