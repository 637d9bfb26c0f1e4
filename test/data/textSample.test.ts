import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseTable } from '../../src/data/parseTable.ts';
import { parseTableSample } from '../../src/data/parseTableSample.ts';
import { createSampler, type TextSample } from '../../src/data/textSample.ts';

/** The sample of a text that comes in pieces of so many bytes. */
function sampleOf(text: string, pieceSize = 50_000): TextSample | undefined {
  const bytes = new TextEncoder().encode(text);
  const sampler = createSampler(bytes.length);
  for (let at = 0; at < bytes.length; at += pieceSize) {
    sampler.add(bytes.subarray(at, at + pieceSize));
  }
  return sampler.finish();
}

const rows = (count: number, cell: (row: number) => string) =>
  Array.from({ length: count }, (_, row) => `${row},${cell(row)}`);

describe('createSampler()', () => {
  test.each([999, 8192, 65_536, 10_000_000])(
    'keeps the head and stretches of whole lines with their places, in pieces of %d bytes',
    (pieceSize) => {
      const text = `day,value\r\n\r\n${rows(60_000, (row) => `Zürich 🙂 ${row}`).join('\r\n')}`;
      const lines = text.split('\n');
      const sample = sampleOf(text, pieceSize);
      expect(sample?.lines).toBe(60_001);
      expect(sample?.size).toBe(new TextEncoder().encode(text).length);
      expect(sample?.stretches.length).toBe(17);
      for (const { text: stretch, line } of sample?.stretches ?? []) {
        const all = stretch.split('\n');
        const whole = stretch.endsWith('\n') ? all.slice(0, -1) : all;
        expect(whole).toEqual(lines.slice(line - 1, line - 1 + whole.length));
      }
      expect(sample?.stretches.at(-1)?.text.endsWith('🙂 59999')).toBe(true);
    },
  );

  test('knows nothing of a text without lines', () => {
    expect(sampleOf('x'.repeat(1_000_000))).toBeUndefined();
  });
});

describe('parseTableSample()', () => {
  test('counts all rows, and says in which line of the file a cell stands', () => {
    const text = `day,value\n${rows(100_000, (row) => `${row / 2}`).join('\n')}\n`;
    const sample = parseTableSample(sampleOf(text) as TextSample);
    expect(sample).toMatchObject({ kind: 'read', value: { rows: 100_000 } });
    if (sample.kind === 'read') {
      const { columns, lines = [] } = sample.value;
      expect(lines.length).toBeLessThan(30_000);
      expect(columns[0]?.cells.map((cell) => Number(cell) + 2)).toEqual(lines);
      expect(lines.at(-1)).toBe(100_001);
    }
  });

  test('reads a text that is all head as parseTable() does', () => {
    const cell = fc.constantFrom('1', '2.5', '', '"a, b"', 'x');
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 9 }), (cells) => {
        const text = `day,value\n${rows(cells.length, (row) => cells[row] ?? '').join('\n')}\n`;
        expect(parseTableSample(sampleOf(text) as TextSample)).toEqual(parseTable(text));
      }),
    );
  });

  test('does not cut a cell in quotes, and leaves stretches with quotes out', () => {
    const text = `day,value\n${rows(30_000, (row) => `"two\nlines, ${row}"`).join('\n')}\n`;
    const sample = parseTableSample(sampleOf(text) as TextSample);
    expect(sample.kind).toBe('read');
    if (sample.kind === 'read') {
      expect(sample.value.rows).toBeGreaterThan(29_500);
      expect(sample.value.rows).toBeLessThan(30_500);
      expect(sample.value.columns[1]?.cells[7]).toBe('two\nlines, 7');
    }
  });

  test('names the line of the file that has too many cells', () => {
    const wrong = 50_000;
    const text = `day,value\n${rows(100_000, (row) => (row >= wrong ? '1,2' : '1')).join('\n')}\n`;
    expect(parseTableSample(sampleOf(text) as TextSample)).toMatchObject({
      kind: 'unreadable',
      message: expect.stringMatching(/^Line (5\d|6\d),?\d{3} has 3 cells where the header has 2/),
    });
  });
});
