import { describe, expect, it } from 'vitest';
import { buildLanguageDataset } from '../../../src/data/language/buildLanguageDataset.ts';
import { classFrequencyLoss } from '../../../src/data/language/classFrequencyLoss.ts';
import { languageVocabulary } from '../../../src/data/language/languageParts.ts';
import { tokenize } from '../../../src/data/text/tokenize.ts';

const parsed = tokenize('abcabcabcabcabcabcab xyz', 'characters');
const text = parsed.kind === 'read' ? parsed.value : { names: [], tokens: new Int32Array() };
const options = { split: [0.75, 0.125, 0.125], min_count: 1 } as const;

describe('languageVocabulary', () => {
  it('counts in the training part alone', () => {
    expect(languageVocabulary(text, options)).toEqual(['<unknown>', 'a', 'b', 'c']);
  });
});

describe('buildLanguageDataset', () => {
  const vocabulary = ['<unknown>', 'a', 'b', 'c'];
  const { parts } = buildLanguageDataset(text, options, vocabulary, 3);
  const spell = (places: Float32Array) => [...places].map((place) => vocabulary[place]).join('');

  it('cuts a part into streams behind each other, whose targets are one step later', () => {
    // 18 tokens: 17 steps with a target, 5 for each of three streams.
    expect(parts.train.sequences.map(({ inputs }) => spell(inputs))).toEqual([
      'abcab',
      'cabca',
      'bcabc',
    ]);
    expect(parts.train.sequences.map(({ targets }) => spell(targets))).toEqual([
      'bcabc',
      'abcab',
      'cabca',
    ]);
    expect(parts.train.sequences.map(({ length }) => length)).toEqual([5, 5, 5]);
  });

  it('has no streams in a part that is too short for them', () => {
    // "ab " are three tokens: two steps.
    expect(parts.validation.sequences).toEqual([]);
    const two = buildLanguageDataset(text, options, vocabulary, 2).parts.validation.sequences;
    expect(two.map(({ targets }) => [...targets])).toEqual([[2], [0]]);
  });

  it('never looks across the border of two parts', () => {
    const one = buildLanguageDataset(text, options, vocabulary, 1).parts;
    expect([spell(one.train.sequences[0]?.targets ?? new Float32Array()).slice(-1)]).toEqual(['c']);
  });
});

describe('classFrequencyLoss', () => {
  it('is the entropy of the training part on the training part, but for one more of each', () => {
    const { shape, parts } = buildLanguageDataset(text, options, ['<unknown>', 'a', 'b', 'c'], 1);
    // Targets: 5 a, 6 b, 6 c and, never, the unknown one; with one more of each 21 in all.
    const expected = -(5 * Math.log(6 / 21) + 12 * Math.log(7 / 21)) / 17;
    expect(classFrequencyLoss(shape, parts.train, parts.train)).toBeCloseTo(expected, 12);
    expect(classFrequencyLoss(shape, parts.train, parts.test)).toBeCloseTo(Math.log(21), 12);
  });
});
