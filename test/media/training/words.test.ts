import { describe, expect, test } from 'vitest';
import {
  baselineName,
  comparison,
  inUnits,
  resultSentence,
} from '../../../media/training/words.ts';
import type { Baseline, PartScores, RunFinished } from '../../../src/protocol/runEvents.ts';
import { recordedClassifying, recordedEvents } from '../recordedRun.ts';

describe('inUnits', () => {
  test.each([
    [21.34, 'Passengers', '21.3 passengers'],
    [2.2, 'Temp', '2.20 (Temp)'],
    [104.2, 'CO2 parts', '104 (CO2 parts)'],
  ])('writes %d of %s', (error, target, words) => {
    const measure = { name: 'root mean squared error', unit: target, better: 'smaller' } as const;
    expect(inUnits(error, measure)).toBe(words);
  });
});

test('resultSentence says shares in percent, and comparison their difference in points', () => {
  const report = recordedClassifying.at(-1) as RunFinished;
  const validation = {
    ...report.validation,
    score: 0.973,
    baselines: [{ kind: 'most-frequent', score: 0.111 } as const],
  };
  expect(resultSentence({ ...report, validation }, 'value')).toBe(
    'Validation accuracy 97.3 %; the most frequent answer of the training part 11.1 %',
  );
  expect(comparison(validation, report, 'value')).toBe(
    '86.2 points more accuracy than the best baseline (the most frequent answer of the training part)',
  );
});

describe('baselineName', () => {
  test.each([
    ['month', 12, 'The same month last year plus mean growth'],
    ['day', 365, 'The same day last year plus mean growth'],
    ['value', 24, 'The value 24 values before plus mean growth'],
    ['day', 7, 'The same day last week plus mean growth'],
  ] as const)('names a season of %s and %d', (period, season, name) => {
    expect(baselineName({ kind: 'seasonal', season, score: 1 }, period)).toBe(name);
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
      comparison(
        part(10, 50, [{ kind: 'seasonal', season: 12, score: 20 }]),
        ended('epochs'),
        'month',
      ),
    ).toBe('50 % less error than the best baseline (the same month last year plus mean growth)');
  });

  test.each([
    ['epochs', 'train longer, or change the model'],
    ['stopped', 'train longer, or change the model'],
    ['early-stop', 'change the model'],
  ] as const)('says what to do after %s where a baseline is better', (reason, advice) => {
    expect(comparison(part(60, 50), ended(reason), 'month')).toBe(
      `20 % more error than the best baseline (repeating the last month): ${advice}`,
    );
  });
});

function ended(reason: RunFinished['reason']): RunFinished {
  return { ...(recordedEvents.at(-1) as RunFinished), reason };
}

function part(score: number, lastValue: number, others: readonly Baseline[] = []): PartScores {
  const baselines = [{ kind: 'last-value', score: lastValue } as const, ...others];
  return { loss: 1, score, baselines, sequences: 21 };
}
