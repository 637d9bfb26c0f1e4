import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../src/base/random.ts';
import { analyzeSpec } from '../../src/compile/analyzeSpec.ts';
import { provideCodeLenses } from '../../src/language/provideCodeLenses.ts';
import { provideCompletion } from '../../src/language/provideCompletion.ts';
import { provideDiagnostics } from '../../src/language/provideDiagnostics.ts';
import { provideHover } from '../../src/language/provideHover.ts';
import { allInlayHints, provideInlayHints } from '../../src/language/provideInlayHints.ts';
import { provideSemanticTokens } from '../../src/language/provideSemanticTokens.ts';
import { printModel } from '../../src/resolve/printModel.ts';
import { printSpec } from '../../src/spec/printSpec.ts';
import { printTree } from '../../src/spec/printTree.ts';
import { memoryDataSource } from '../resolve/dataFixtures.ts';

const fixtures = new URL('diagnostics/', import.meta.url);
const right = readFileSync(new URL('right.yaml', fixtures), 'utf8');
const samples = right.split(/^=== .+\n/m).filter((text) => text !== '');

/** Asks everything that the editor and the command ask of a file. */
function askEverything(text: string, offset: number): void {
  const analysis = analyzeSpec(text, memoryDataSource);
  const { document, model, problems } = analysis;
  for (const { range, related = [] } of problems) {
    for (const { start, end } of [range, ...related.map((place) => place.range)]) {
      expect(start).toBeGreaterThanOrEqual(0);
      expect(end).toBeGreaterThanOrEqual(start);
      expect(end).toBeLessThanOrEqual(text.length);
    }
  }
  provideDiagnostics(analysis);
  provideHover(analysis, offset);
  provideCompletion(document, offset);
  provideCodeLenses(document);
  provideInlayHints(analysis, allInlayHints);
  provideSemanticTokens(analysis);
  printTree(document.tree);
  if (document.spec) {
    printSpec(document.spec);
  }
  if (model) {
    printModel(model);
  }
}

/** Where words, numbers, signs and the spaces before a line's first word end. */
const borders = /(?<=\w)(?!\w)|(?<=[^\w ])|(?<=^ +)(?! )/gm;

/** Share of the other places that are tried; the same ones in every run. */
const insideShare = 0.1;

function cutsOf(text: string): readonly number[] {
  const atBorders = new Set([0, ...[...text.matchAll(borders)].map(({ index }) => index)]);
  const random = createRandom(1, text);
  return Array.from({ length: text.length + 1 }, (_, length) => length).filter(
    (length) => atBorders.has(length) || random.uniform() < insideShare,
  );
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

/** Milliseconds after which an answer counts as hanging, also on a machine that is busy. */
const patience = { timeout: 60_000 };

describe('analysis and language', patience, () => {
  test.each(samples.map((text) => [text.slice(0, 60), text]))(
    'answer truncations of %j at every token and inside of some',
    (_start, text) => {
      for (const length of cutsOf(text)) {
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

  test('answer a file of ten megabytes, and a hundred thousand lines', () => {
    askEverything('a: b\n'.repeat(2_000_000), 100);
    askEverything('a: b\n'.repeat(100_000), 100);
  });
});
