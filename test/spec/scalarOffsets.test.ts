import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Document, Scalar } from 'yaml';
import { parseSpec } from '../../src/spec/parseSpec.ts';

/** The stretches of a file that the words of a text value came from. */
function wordsInFile(file: string): readonly string[] {
  const { value: document } = parseSpec(file);
  const entry = document.tree?.kind === 'mapping' ? document.tree.entries[0]?.value : undefined;
  const value = entry?.kind === 'scalar' ? entry.text : '';
  return [...value.matchAll(/\S+/g)].map((match) => {
    const range = document.rangeInText('a', {
      start: match.index,
      end: match.index + match[0].length,
    });
    // A long word may be broken over two lines by a backslash.
    return file.slice(range.start, range.end).replace(/\\\r?\n\s*/, '');
  });
}

const styles = [
  Scalar.BLOCK_LITERAL,
  Scalar.BLOCK_FOLDED,
  Scalar.PLAIN,
  Scalar.QUOTE_SINGLE,
  Scalar.QUOTE_DOUBLE,
] as const;

/** Words that need no quotes or escapes in any style. */
const word = fc.stringMatching(/^[a-zA-Z_(][a-zA-Z_@*+=()[\]/.-]{0,11}$/);

const lines = fc
  .array(fc.array(word, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 6 })
  .map((rows) => rows.map((row) => row.join(' ')).join('\n'));

describe('rangeInText()', { timeout: 30_000 }, () => {
  test.each(styles)('finds every word of a %s scalar', (style) => {
    fc.assert(
      fc.property(lines, fc.constantFrom('\n', '\r\n'), (value, lineEnd) => {
        const scalar = new Scalar(value);
        scalar.type = style;
        const text = new Document({ a: scalar }).toString({ lineWidth: 30 });
        expect(wordsInFile(text.replaceAll('\n', lineEnd))).toEqual(value.split(/\s+/));
      }),
      { numRuns: 200 },
    );
  });

  test('finds words behind escapes and doubled quotes', () => {
    expect(wordsInFile('a: "x \\u0079 \\"z\\" \\\n    end \\x41b"\n')).toEqual([
      'x',
      '\\u0079',
      '\\"z\\"',
      'end',
      '\\x41b',
    ]);
    expect(wordsInFile("a: 'it''s  here'\n")).toEqual(["it''s", 'here']);
  });

  test('finds words in a block that is indented by a number and stripped', () => {
    expect(wordsInFile('a: |2-\n    deep = x\n  flat = y\n')).toEqual([
      'deep',
      '=',
      'x',
      'flat',
      '=',
      'y',
    ]);
  });
});
