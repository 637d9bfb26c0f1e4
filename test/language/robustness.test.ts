import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyzeSpec } from '../../src/compile/analyzeSpec.ts';
import { printModel } from '../../src/resolve/printModel.ts';
import { printSpec } from '../../src/spec/printSpec.ts';
import { printTree } from '../../src/spec/printTree.ts';
import { memoryDataSource } from '../resolve/dataFixtures.ts';
import { listSources } from '../tidy/sources.ts';
import { rangesIn } from './answerPlaces.ts';
import { providers } from './providers.ts';

const fixtures = new URL('diagnostics/', import.meta.url);
const right = readFileSync(new URL('right.yaml', fixtures), 'utf8');
const samples = right.split(/^=== .+\n/m).filter((text) => text !== '');

/** Asks everything that the editor and the command ask of a file. */
function askEverything(text: string, offset: number): void {
  const analysis = analyzeSpec(text, memoryDataSource);
  const { document, model, problems } = analysis;
  const answers = Object.values(providers).map((ask) => ask({ analysis, offset }));
  const outside = rangesIn([problems, answers]).filter(
    ({ start, end }) => !(start >= 0 && end >= start && end <= text.length),
  );
  expect(outside).toEqual([]);
  printTree(document.tree);
  if (document.spec) {
    printSpec(document.spec);
  }
  if (model) {
    printModel(model);
  }
}

/** A replacement of a stretch of one of the samples. */
const edit = fc.record({
  sample: fc.nat({ max: samples.length - 1 }),
  from: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.nat({ max: 12 }),
  insert: fc.oneof(
    fc.string({ unit: 'binary', maxLength: 6 }),
    fc.constantFrom(
      '\n',
      '  ',
      '\t',
      ': ',
      '- ',
      '{',
      '}',
      '[',
      ']',
      '"',
      "'",
      '|',
      '>',
      '&a ',
      '*a',
    ),
    fc.constantFrom(
      '#',
      '@',
      '[t-1]',
      '0',
      '-1',
      '1e999',
      'none',
      '~',
      '\r',
      '🙂',
      '\uFEFF',
      '\u202E',
    ),
  ),
});

function applyEdits(
  edits: readonly { from: number; length: number; insert: string }[],
  text: string,
) {
  return edits.reduce((current, { from, length, insert }) => {
    const start = Math.floor(from * current.length);
    return current.slice(0, start) + insert + current.slice(start + length);
  }, text);
}

/** Each level of aliases stands for ten of the level below. */
const aliasBomb = [
  'a0: &a0 x',
  ...Array.from({ length: 12 }, (_, level) => {
    const below = Array.from({ length: 10 }, () => `*a${level}`).join(', ');
    return `a${level + 1}: &a${level + 1} [${below}]`;
  }),
].join('\n');

const head = 'task: forecast\ndata: {file: series.csv, inputs: value, window: 5}\n';

/** Texts that are made to use up time, memory or the stack. */
const monsters: Readonly<Record<string, string>> = {
  'a file of ten megabytes': 'a: b\n'.repeat(2_000_000),
  'ten megabytes in one line': `model: [${'lstm: 3, '.repeat(1_100_000)}`,
  'a hundred thousand lines': 'a: b\n'.repeat(100_000),
  'as many lines as are read': `${head}${'# a line without meaning\n'.repeat(11_000)}model: [ls`,
  'as many layers as are read': `${head}model:\n${'  - lstm: {hidden: 4}\n'.repeat(3_000)}`,
  'an alias bomb': aliasBomb,
  'an alias bomb in a model': `${aliasBomb}\n${head}model: *a12\n`,
  'ten thousand open brackets': `${head}model: ${'['.repeat(10_000)}`,
  'ten thousand braces': `${head}model: ${'{a: '.repeat(10_000)}${'}'.repeat(10_000)}`,
  'ten thousand dashes': `${head}model:\n${'- '.repeat(10_000)}`,
  'six hundred levels of indentation': Array.from(
    { length: 600 },
    (_, level) => `${' '.repeat(level)}k:`,
  ).join('\n'),
  'ten thousand brackets in an equation': `${head}cells: {a: "h = ${'('.repeat(10_000)}x"}\nmodel: [a: 3]\n`,
  'ten thousand signs in an equation': `${head}cells: {a: "h = ${'-'.repeat(10_000)}x"}\nmodel: [a: 3]\n`,
  'ten thousand equations': `${head}cells:\n  a: |\n${Array.from({ length: 10_000 }, (_, line) => `    v${line} = tanh(x)\n`).join('')}model: [a: 3]\n`,
  'a sum of ten thousand terms': `${head}cells: {a: "h = x${' + x'.repeat(10_000)}"}\nmodel: [a: 3]\n`,
  'a word of a hundred thousand letters': `${head}model:\n  - ${'l'.repeat(100_000)}: 3\n`,
};

/** Milliseconds after which an answer counts as hanging, also on a machine that is busy. */
const patience = { timeout: 60_000 };

describe('analysis and language', patience, () => {
  test.each(samples.map((text) => [text.slice(0, 60), text]))(
    'answer truncations of %j at every byte',
    (_start, text) => {
      for (let length = 0; length <= text.length; length++) {
        askEverything(text.slice(0, length), length);
      }
    },
  );

  test('answer every edit of a right spec', () => {
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), (edits) => {
        const sample = samples[edits[0]?.sample ?? 0] ?? '';
        const text = applyEdits(edits, sample);
        askEverything(text, Math.floor((edits[0]?.from ?? 0) * text.length));
      }),
      { numRuns: 500 },
    );
  });

  test('answer any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.nat(), (text, place) => {
        askEverything(text, place % (text.length + 1));
      }),
      { numRuns: 300 },
    );
  });

  test.each(Object.entries(monsters))('answer %s', (_name, text) => {
    for (const share of [0, 0.5, 1]) {
      askEverything(text, Math.floor(share * text.length));
    }
  });

  test('ask every provider that there is', () => {
    const files = listSources('src/language').map((file) => path.basename(file, '.ts'));
    expect(Object.keys(providers)).toEqual(files.filter((name) => name.startsWith('provide')));
  });
});
