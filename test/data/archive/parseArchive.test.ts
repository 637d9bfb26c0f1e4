import { describe, expect, it, test } from 'vitest';
import { type Archive, parseArchive } from '../../../src/data/archive/parseArchive.ts';

const header = '@problemName Small\n@timeStamps false\n@classLabel true a b\n@data\n';

describe('parseArchive', () => {
  it('reads series of unequal length, dimension by dimension, with their labels', () => {
    const { dimensions, classes, series } = read(
      `# words\r\n${header.replace('@data', '@DATA')}1,2,3:4,5,-6:a\r\n\r\n1e1:0.5: b\r\n`,
    );
    expect(dimensions).toBe(2);
    expect(classes).toEqual(['a', 'b']);
    expect(series).toEqual([
      { length: 3, values: Float64Array.of(1, 4, 2, 5, 3, -6), label: 'a' },
      { length: 1, values: Float64Array.of(10, 0.5), label: 'b' },
    ]);
  });

  it('reads labels that are numbers', () => {
    const { classes, series } = read('@targetlabel true\n@data\n1,2:-3.5\n');
    expect(classes).toBeUndefined();
    expect(series.map(({ label }) => label)).toEqual(['-3.5']);
  });

  it('takes labels for what the header says they are', () => {
    const { classes, series } = read('@classLabel false\n@targetLabel true\n@data\n1,2:7\n');
    expect(classes).toBeUndefined();
    expect(series.map(({ label }) => label)).toEqual(['7']);
  });

  it('reads series with any labels or none where labels do not matter', () => {
    const [unlabelled, unknown] = [
      '@classLabel false\n@data\n1,2:3,4\n',
      `${header}1,2:3,4:?\n`,
    ].map((text) => parseArchive(text, 'ignored'));
    const series = { length: 2, values: Float64Array.of(1, 3, 2, 4) };
    expect(unlabelled?.kind === 'read' && unlabelled.value.series).toEqual([
      { ...series, label: '' },
    ]);
    expect(unknown?.kind === 'read' && unknown.value.series).toEqual([{ ...series, label: '?' }]);
  });

  test.each([
    ['no data', '@classLabel true a b\n1,2:a', 'It has no line "@data"'],
    ['time stamps', `@timeStamps true\n@classLabel true a b\n@data\n`, 'time stamps'],
    ['no labels', '@classLabel false\n@data\n1,2', 'must have either a line "@classLabel true"'],
    ['one class', '@classLabel true a\n@data\n', 'two classes or more'],
    ['an unknown label', `${header}1,2:c`, 'Line 5 has the label "c", which "@classLabel" does'],
    ['a label of text', '@targetLabel true\n@data\n1,2:c', 'Line 3 has the label "c", which is no'],
    ['no label at all', `${header}1,2`, 'Line 5 has 0 dimensions before its label where 1 are'],
    [
      'another dimension',
      `${header}1:2:a\n1:b`,
      'Line 6 has 1 dimensions before its label where 2',
    ],
    [
      'uneven dimensions',
      `${header}1,2:3:a`,
      'Line 5 has 2 values in its first dimension and 1 in',
    ],
    ['a gap', `${header}1,?:2,3:a`, 'Line 5 holds "?" in place of a number: fill every gap'],
  ])('says what is wrong: %s', (_title, text, message) => {
    const parsed = parseArchive(text);
    expect(parsed.kind === 'unreadable' && parsed.message).toContain(message);
  });
});

function read(text: string): Archive {
  const parsed = parseArchive(text);
  if (parsed.kind === 'unreadable') {
    throw new Error(parsed.message);
  }
  return parsed.value;
}
