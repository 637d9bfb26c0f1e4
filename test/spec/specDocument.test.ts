import { describe, expect, test } from 'vitest';
import { parseSpec } from '../../src/spec/parseSpec.ts';

const text = `task: forecast
data: {file: a.csv, inputs: a, window: 4}
model:
  - lstm: {hidden: 3}
  - linear
train:
  optimizer: {adam: 0.5}
`;
const { value: document } = parseSpec(text);
const at = (range: { start: number; end: number }) => text.slice(range.start, range.end);

describe('rangeOf()', () => {
  test.each([
    ['a value', 'data/window', '4'],
    ['a value in a layer', 'model/0/lstm/hidden', '3'],
    ['the short form of a list', 'data/inputs/0', 'a'],
    ['the short form of options', 'train/optimizer/adam/rate', '0.5'],
    ['the short form of a layer', 'model/1/linear/size', 'linear'],
    ['a key that is not written: its owner', 'data/season', 'data'],
    ['a layer option that is not written', 'model/0/lstm/layers', 'lstm'],
    ['nothing that is there', 'nowhere/at/all', 'task'],
  ])('finds %s', (_what, path, expected) => {
    expect(at(document.rangeOf(path))).toBe(expected);
  });
});

describe('keyRangeOf()', () => {
  test.each([
    ['a key', 'data/window', 'window'],
    ['the name of a layer with options', 'model/0', 'lstm'],
    ['the name of a layer alone', 'model/1', 'linear'],
    ['the owner of a key that is not written', 'data/season', 'data'],
  ])('finds %s', (_what, path, expected) => {
    expect(at(document.keyRangeOf(path))).toBe(expected);
  });
});

describe('isWritten()', () => {
  test('tells what is in the file from what follows', () => {
    expect(document.isWritten('data/window')).toBe(true);
    expect(document.isWritten('data/season')).toBe(false);
    expect(document.isWritten('train/optimizer/adam/rate')).toBe(false);
  });
});
