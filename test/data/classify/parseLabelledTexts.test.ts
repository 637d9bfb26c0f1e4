import { describe, expect, it, test } from 'vitest';
import { buildTextDataset } from '../../../src/data/classify/buildTextDataset.ts';
import { parseLabelledTexts } from '../../../src/data/classify/parseLabelledTexts.ts';

describe('parseLabelledTexts', () => {
  it('reads texts as tokens with their labels, whatever the order of the columns', () => {
    expect(parseLabelledTexts('text\tid\tlabel\nab\t1\ty\n"b a"\t2\tx\n', 'characters')).toEqual({
      kind: 'read',
      value: {
        texts: [
          { label: 'y', tokens: ['a', 'b'] },
          { label: 'x', tokens: ['b', ' ', 'a'] },
        ],
        tokens: new Set(['a', 'b', ' ']),
        classes: ['x', 'y'],
      },
    });
  });

  test.each([
    ['a,b\nx,y\n', 'Its first line must name the columns "label" and "text"'],
    ['', 'Its first line must name the columns "label" and "text"'],
    ['label,text\nx,y\nx,\n', 'Line 3 must have both a label and a text'],
    ['label,text\n,y\n', 'Line 2 must have both a label and a text'],
    ['label,text\nx\n', 'Line 2 has 1 cell where the header has 2'],
  ])('says what is wrong with %j', (text, message) => {
    const parsed = parseLabelledTexts(text, 'words');
    expect(parsed.kind === 'unreadable' && parsed.message).toContain(message);
  });
});

describe('buildTextDataset', () => {
  it('gives tokens and labels their places', () => {
    const texts = [{ label: 'y', tokens: ['b', 'new'] }];
    const parts = { train: texts, validation: [], test: [] };
    const vocabulary = ['<unknown>', 'a', 'b'];
    expect(buildTextDataset(parts, vocabulary, ['x', 'y']).parts.train.sequences).toEqual([
      { length: 2, inputs: Float32Array.of(2, 0), targets: Float32Array.of(1) },
    ]);
  });
});
