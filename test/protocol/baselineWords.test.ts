import { describe, expect, test } from 'vitest';
import { lastValueWords, periodOf, seasonalWords } from '../../src/protocol/baselineWords.ts';

describe('periodOf', () => {
  test.each([
    { labels: ['1957-03', '1957-04'], period: 'month' },
    { labels: ['1981-01-31'], period: 'day' },
    { labels: ['1749', '1750'], period: 'year' },
    { labels: ['1957-03', '<img onerror=alert(1)>'], period: 'value' },
    { labels: ['12', '13'], period: 'value' },
    { labels: [], period: 'value' },
  ])('calls the time between $labels a $period', ({ labels, period }) => {
    expect(periodOf(labels)).toBe(period);
  });
});

describe('seasonalWords', () => {
  test.each([
    { period: 'month', season: 12, words: 'the same month last year' },
    { period: 'day', season: 365, words: 'the same day last year' },
    { period: 'day', season: 7, words: 'the same day last week' },
    { period: 'day', season: 12, words: 'the value 12 days before' },
    { period: 'value', season: 1, words: 'the value 1 value before' },
  ] as const)('calls $season rows of a $period $words', ({ period, season, words }) => {
    expect(seasonalWords(period, season)).toBe(words);
  });
});

describe('lastValueWords', () => {
  test('names what is repeated', () => {
    expect(lastValueWords('month')).toBe('repeating the last month');
  });
});
