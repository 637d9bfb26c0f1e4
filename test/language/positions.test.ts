import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { analyzeSpec } from '../../src/compile/analyzeSpec.ts';
import { memoryDataSource } from '../resolve/dataFixtures.ts';
import { movedDown, withPositions } from './answerPlaces.ts';
import { providers } from './providers.ts';

const fixtures = new URL('diagnostics/', import.meta.url);
const right = readFileSync(new URL('right.yaml', fixtures), 'utf8');
const [longest = ''] = right
  .split(/^=== .+\n/m)
  .toSorted((one, other) => other.length - one.length);

/** A right spec, and one with a mistake of each kind: a key, a value, an equation in each notation. */
const samples: Readonly<Record<string, string>> = {
  'a right spec': longest,
  'a spec with mistakes': `task: forecast
data: {file: "series.csv", inputs: [value, valeu], targets: [value], windwo: 3, window: many}
cells:
  literal:
    equations: |
      h = tnah(W @ x + R @ h[t-1] + b)
    output: h
  folded:
    equations: >
      h = tanh(W @ x + R @ h[t-1]

        + c[t-1])
  quoted: "h = tanh(W @ x + R @ h[t-1] + h[t-2])"
model:
  - lstm: {hiden: 4}
  - quoted: 3
  - linear
train:
\tepochs: 3
`,
  'a half-written spec': 'task: forecast\ndata:\n  file: series.csv\n  inp\nmodel:\n  - ls',
};

/** Every answer of every provider at every place where a word ends, with lines and characters. */
function answersAt(text: string, offsets: readonly number[]): readonly unknown[] {
  const analysis = analyzeSpec(text, memoryDataSource);
  return Object.entries(providers).flatMap(([name, ask]) =>
    offsets.map((offset) => [name, withPositions(ask({ analysis, offset }), text)]),
  );
}

function wordEnds(text: string): readonly number[] {
  return [...text.matchAll(/(?<=\w)(?!\w)/g)].map(({ index }) => index);
}

describe('positions', () => {
  test.each(Object.entries(samples))('of %s are the same with every line end', (_name, text) => {
    const offsets = wordEnds(text);
    const expected = answersAt(text, offsets);
    for (const lineEnd of ['\r\n', '\r']) {
      const other = text.replaceAll('\n', lineEnd);
      const moved = offsets.map((offset) => text.slice(0, offset).replaceAll('\n', lineEnd).length);
      expect(answersAt(other, moved)).toEqual(expected);
    }
  });

  test.each(Object.entries(samples))(
    'of %s move with a line above, whatever is written there',
    (_name, text) => {
      const offsets = wordEnds(text);
      const line = '# 🙂 \u202Eعربي 한글 e\u0301 \t#\n';
      const other = line + text;
      const moved = offsets.map((offset) => offset + line.length);
      expect(answersAt(other, moved)).toEqual(movedDown(answersAt(text, offsets), 1));
    },
  );

  test('count UTF-16 units behind emoji and text from right to left in the same line', () => {
    const text =
      'task: forecast\ndata: {file: "🙂\u202Eعربي.csv", inputs: ["🙂🙂"], windwo: 3}\nmodel: [lstm: {hidden: 2}, linear]\n';
    const start = text.indexOf('windwo');
    const analysis = analyzeSpec(text, memoryDataSource);
    const unknown = analysis.problems.find(({ code }) => code === 'spec.unknown-key');
    expect(unknown?.range).toEqual({ start, end: start + 'windwo'.length });
    const character = '"data: {file: "🙂\u202Eعربي.csv", inputs: ["🙂🙂"], '.length - 1;
    expect(providers.provideDiagnostics?.({ analysis, offset: 0 })).toContainEqual(
      expect.objectContaining({
        code: 'spec.unknown-key',
        span: { start: { line: 1, character }, end: { line: 1, character: character + 6 } },
      }),
    );
  });

  test('do not count a byte order mark as a character of a word', () => {
    const text = '\uFEFFtaks: forecast\n';
    const analysis = analyzeSpec(text, memoryDataSource);
    expect(analysis.problems.find(({ code }) => code === 'spec.unknown-key')?.range).toEqual({
      start: 1,
      end: 5,
    });
  });
});
