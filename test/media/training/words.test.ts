import { describe, expect, test } from 'vitest';
import {
  comparison,
  inUnits,
  periodOf,
  resultSentence,
  seasonalName,
} from '../../../media/training/words.ts';
import type { PartErrors, RunFinished } from '../../../src/protocol/runEvents.ts';
import { recordedEvents } from '../recordedRun.ts';

describe('inUnits', () => {
  test.each([
    [21.34, 'Passengers', '21.3 passengers'],
    [2.2, 'Temp', '2.20 (Temp)'],
    [104.2, 'CO2 parts', '104 (CO2 parts)'],
  ])('writes %d of %s', (error, target, words) => {
    expect(inUnits(error, target)).toBe(words);
  });
});

describe('periodOf', () => {
  test.each([
    [['1957-06', '1957-07'], 'month'],
    [['1981-01-01', '1981-01-02'], 'day'],
    [['1749', '1750'], 'year'],
    [['0', '1'], 'value'],
    [['1957-06', '<img onerror=alert(1)>'], 'value'],
    [[], 'value'],
  ])('takes %j for a %s', (labels, period) => {
    expect(periodOf(labels)).toBe(period);
  });
});

describe('seasonalName', () => {
  test.each([
    ['month', 12, 'Same month last year, plus growth'],
    ['day', 365, 'Same day last year, plus growth'],
    ['value', 24, '24 values before, plus growth'],
    ['day', 7, '7 days before, plus growth'],
  ])('names a season of %s and %d', (period, season, name) => {
    expect(seasonalName(period, season)).toBe(name);
  });
});

describe('resultSentence', () => {
  test('says the error beside that of repeating the last value', () => {
    const report: RunFinished = {
      ...(recordedEvents.at(-1) as RunFinished),
      validation: part(21.34, 47.18),
    };
    expect(resultSentence(report, 'month')).toBe(
      'Validation error 21.3 passengers; repeating the last month 47.2',
    );
  });
});

describe('comparison', () => {
  test('says how much less error there is than with the best baseline', () => {
    expect(comparison({ ...part(10, 50), seasonal: { error: 20, season: 12 } }, 'month')).toBe(
      '50 % less error than the best baseline (same month last year, plus growth)',
    );
  });

  test('says what to do where a baseline is better', () => {
    expect(comparison(part(60, 50), 'month')).toBe(
      '20 % more error than the best baseline (repeating the last month): train longer, or change the model',
    );
  });
});

function part(model: number, lastValue: number): PartErrors {
  return { model, lastValue, sequences: 21 };
}
