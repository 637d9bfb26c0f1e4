import { describe, expect, it, test } from 'vitest';
import { forecastShape } from '../../../src/data/forecast/forecastShape.ts';
import { parseWindows } from '../../../src/data/forecast/parseWindows.ts';

const shape = forecastShape({ inputs: ['a'], targets: ['a'], horizon: 1 });

function windows(text: string) {
  return parseWindows(text, shape, 3, { shift: [0], scale: [10] });
}

const table = (rows: readonly (number | string)[]) =>
  `day,a\n${rows.map((a, t) => `d${t},${a}\n`).join('')}`;

describe('parseWindows', () => {
  it('gives each whole window, called after the row behind it, in scaled units', () => {
    const read = windows(table([0, 10, 20, 30]));
    expect(read.kind === 'read' && read.value).toEqual([
      { label: 'd3', steps: [], length: 3, inputs: Float32Array.of(0, 1, 2) },
      { label: 'next', steps: [], length: 3, inputs: Float32Array.of(1, 2, 3) },
    ]);
  });

  test.each([
    ['b\n1\n', 'It has no column "a", which the model needs; its columns are "b"'],
    ['', 'It has no column "a", which the model needs; its columns are none'],
    [table([1, 2]), 'It has 2 rows and the model looks at 3 time steps'],
    [table([1, 'none', 3]), 'Line 3 holds "none" in column "a": put a number there'],
    ['a,b\n1\n', 'Line 2 has 1 cell'],
  ])('says what is wrong with %j', (text, message) => {
    const read = windows(text);
    expect(read.kind === 'unreadable' && read.message).toContain(message);
  });
});
