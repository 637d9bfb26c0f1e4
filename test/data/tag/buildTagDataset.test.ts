import { describe, expect, it, test } from 'vitest';
import { buildTagDataset, tagNames } from '../../../src/data/tag/buildTagDataset.ts';
import { mostFrequentTagAccuracy } from '../../../src/data/tag/mostFrequentTagAccuracy.ts';
import { parseTagged, type TaggedSentence } from '../../../src/data/tag/parseTagged.ts';
import { vocabularyOf } from '../../../src/data/text/vocabulary.ts';

const sentence = (text: string): TaggedSentence => {
  const pairs = text.split(' ').map((pair) => pair.split('/'));
  return { tokens: pairs.map(([token = '']) => token), tags: pairs.map(([, tag = '']) => tag) };
};

const parts = {
  train: [sentence('the/D cat/N runs/V'), sentence('the/D run/N runs/V runs/N')],
  validation: [sentence('the/D dog/N')],
  test: [sentence('runs/V')],
};

describe('parseTagged', () => {
  it('reads sentences between blank lines, with any line end', () => {
    expect(parseTagged('\nthe\tD\r\ncat\tN\r\n\r\n \nruns\tV')).toEqual({
      kind: 'read',
      value: {
        sentences: [sentence('the/D cat/N'), sentence('runs/V')],
        tokens: new Set(['the', 'cat', 'runs']),
        tags: new Set(['D', 'N', 'V']),
      },
    });
  });

  test.each(['a\tB\nb', 'a\tB\n\tC', 'a\tB\nb\t', 'a\tB\nb\tC\tD'])(
    'names the line that is no token with a tag: %j',
    (text) => {
      const parsed = parseTagged(text);
      expect(parsed.kind === 'unreadable' && parsed.message).toContain('Line 2 must hold a token');
    },
  );
});

describe('buildTagDataset', () => {
  const vocabulary = vocabularyOf(parts.train, 2, ['the', 'dog']);
  const tags = tagNames(parts);

  it('knows the tokens that are frequent in the training part, and its tags', () => {
    expect(vocabulary).toEqual(['<unknown>', 'runs', 'the']);
    expect(tags).toEqual(['D', 'N', 'V']);
  });

  it('gives tokens and tags their places', () => {
    const { train } = buildTagDataset(parts, { vocabulary, tags, skip: 0 }).parts;
    expect(train.sequences[0]).toEqual({
      length: 3,
      inputs: Float32Array.of(2, 0, 1),
      targets: Float32Array.of(0, 1, 2),
    });
  });
});

describe('mostFrequentTagAccuracy', () => {
  it('gives each token its own most frequent tag, and others the most frequent of all', () => {
    expect(mostFrequentTagAccuracy(parts.train, parts.test, 0)).toBe(1);
    expect(mostFrequentTagAccuracy(parts.train, [sentence('runs/N new/N new/V the/D')], 0)).toBe(
      0.5,
    );
  });

  it('counts only what counts', () => {
    expect(mostFrequentTagAccuracy(parts.train, [sentence('new/V cat/N')], 1)).toBe(1);
  });
});
