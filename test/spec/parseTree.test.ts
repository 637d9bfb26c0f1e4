import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseTree } from '../../src/spec/parseTree.ts';
import { printTree } from '../../src/spec/printTree.ts';

const codesOf = (text: string) => parseTree(text).problems.map((problem) => problem.code);

/** Milliseconds after which a reader counts as hanging, also on a machine that is busy. */
const patience = { timeout: 30_000 };

describe('parseTree()', patience, () => {
  test('gives every value its place', () => {
    const { value } = parseTree('a: 1\nb:\n  - "x"\n  - {c: true, d: ~}\n');
    expect(printTree(value)).toBe(
      `spec: mapping [0, 35)
  a: number 1 [3, 4)
  b: list [10, 35)
    0: string "x" [12, 15)
    1: mapping [20, 35)
      c: boolean true [24, 28)
      d: nothing [33, 34)
`,
    );
  });

  test('puts a value that is not written at its key', () => {
    const { value } = parseTree('a:\nb: 1\n');
    expect(printTree(value)).toContain('  a: nothing [0, 1)\n');
  });

  test('is empty for a file without values', () => {
    expect(printTree(parseTree('# nothing\n').value)).toBe('(empty)\n');
  });

  test('lets an alias stand for the last anchor of its name above', () => {
    const { value, problems } = parseTree('a: &x 1\nb: *x\nc: &x 2\nd: *x\n');
    expect(problems).toEqual([]);
    expect(printTree(value)).toContain('  b: number 1 [6, 7)\n');
    expect(printTree(value)).toContain('  d: number 2 [20, 21)\n');
  });

  test('refuses a text that is too long to be a spec', () => {
    expect(codesOf(`a: ${'x'.repeat(300_000)}`)).toEqual(['spec.too-large']);
  });

  test.each(['[', '{a: ', '- ', '- - ', '? ', '[{', '"a": ['])(
    'refuses %j nested tens of thousands deep',
    (piece) => {
      const text = piece.repeat(100_000);
      expect(codesOf(text.slice(0, 290_000))).toContain('yaml.syntax');
    },
  );

  test('refuses a mapping that is nested by indentation', () => {
    const text = Array.from({ length: 600 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n');
    expect(codesOf(text)).toEqual(['yaml.syntax']);
  });

  test('reads a long file with many aliases without following each of them anew', () => {
    const text = `a: &a [1]\nb: [${Array.from({ length: 9000 }, () => '*a').join(', ')}]\n`;
    expect(codesOf(text)).toEqual([]);
  });

  test('never throws, whatever the text', () => {
    const pieces = fc.constantFrom(
      ...['a', 'b: ', ': ', '- ', '\n', '\r\n', '\t', '  ', '{', '}', '[', ']', ',', '"', "'", '|'],
      ...['>', '|-\n ', '&a ', '*a', '!!str ', '!x ', '#', '---\n', '...\n', '%YAML 1.1\n', '? '],
      ...['\uFEFF', '🙂', '\u2028', '\0', '\\', '<<: ', '~', '1e3', '.inf', '@', '`'],
    );
    const text = fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(text, fc.string({ unit: 'binary' })), (sample) => {
        for (const { range } of parseTree(sample).problems) {
          expect(range.start).toBeGreaterThanOrEqual(0);
          expect(range.end).toBeGreaterThanOrEqual(range.start);
          expect(range.end).toBeLessThanOrEqual(sample.length);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
