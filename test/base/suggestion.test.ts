import { describe, expect, test } from 'vitest';
import { nearest, suggestionFor } from '../../src/base/suggestion.ts';

const keys = ['window', 'horizon', 'split', 'scale'];

describe('nearest', () => {
  test.each([
    ['a letter too few', 'windw', 'window'],
    ['a letter too many', 'horizzon', 'horizon'],
    ['another letter', 'splat', 'split'],
    ['neighbours swapped', 'sclae', 'scale'],
    ['other case', 'WINDOW', 'window'],
    ['too far away', 'batches', undefined],
    ['every letter another', 'x', undefined],
    ['nothing typed', '', undefined],
  ])('%s', (_, typed, expected) => {
    expect(nearest(typed, keys)).toBe(expected);
  });

  test('takes the first of two that are as near', () => {
    expect(nearest('lstn', ['lstm', 'lsta'])).toBe('lstm');
  });

  test('counts a swap as one edit and not as two', () => {
    expect(nearest('gur', ['guxx', 'gru'])).toBe('gru');
  });
});

describe('suggestionFor', () => {
  test('proposes what is near', () => {
    expect(suggestionFor('widnow', keys)).toBe(': did you mean "window"?');
  });

  test('lists all options when none is near', () => {
    expect(suggestionFor('optimizer', ['split', 'scale'])).toBe('; known are "split", "scale"');
  });

  test('says nothing when there are none, or too many to list', () => {
    const many = Array.from({ length: 13 }, (_, index) => `column ${index}`);
    expect(suggestionFor('optimizer', [])).toBe('');
    expect(suggestionFor('zzzzzzzzz', many)).toBe('');
    expect(suggestionFor('zzzzzzzzz', many.slice(1))).toContain('; known are "column 1"');
  });
});
