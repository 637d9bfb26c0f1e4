import { describe, expect, test } from 'vitest';
import {
  comparison,
  inUnits,
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

describe('seasonalName', () => {
  test.each([
    ['month', 12, 'The same month last year, plus growth'],
    ['day', 365, 'The same day last year, plus growth'],
    ['value', 24, 'The value 24 values before, plus growth'],
    ['day', 7, 'The same day last week, plus growth'],
  ] as const)('names a season of %s and %d', (period, season, name) => {
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
    expect(
      comparison({ ...part(10, 50), seasonal: { error: 20, season: 12 } }, 'month', 'epochs'),
    ).toBe('50 % less error than the best baseline (the same month last year, plus growth)');
  });

  test.each([
    ['epochs', 'train longer, or change the model'],
    ['stopped', 'train longer, or change the model'],
    ['early-stop', 'change the model'],
  ] as const)('says what to do after %s where a baseline is better', (reason, advice) => {
    expect(comparison(part(60, 50), 'month', reason)).toBe(
      `20 % more error than the best baseline (repeating the last month): ${advice}`,
    );
  });
});

function part(model: number, lastValue: number): PartErrors {
  return { model, lastValue, sequences: 21 };
}
