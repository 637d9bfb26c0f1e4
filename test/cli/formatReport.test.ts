import { describe, expect, test } from 'vitest';
import { formatReport } from '../../src/cli/formatReport.ts';
import { formatDuration } from '../../src/cli/numbers.ts';
import type { RunReport } from '../../src/protocol/runEvents.ts';
import { formatMeasure } from '../../src/protocol/scoreWords.ts';

const same = (text: string) => text;
const styles = { bold: same, dim: same, red: same, yellow: same, green: same, cyan: same };

const report: RunReport = {
  reason: 'early-stop',
  epochs: 90,
  bestEpoch: 50,
  measure: { name: 'root mean squared error', unit: 'Passengers', better: 'smaller' },
  validation: {
    loss: 0.1,
    score: 25.2,
    baselines: [
      { kind: 'last-value', score: 50.4 },
      { kind: 'seasonal', season: 12, score: 20.16 },
    ],
    sequences: 21,
  },
  test: {
    loss: 1,
    score: 80,
    baselines: [{ kind: 'last-value', score: 80 }],
    sequences: 22,
  },
};

describe('formatReport', () => {
  test('shows the errors beside the baselines and says which is better', () => {
    expect(formatReport(report, 'month', styles).split('\n')).toEqual([
      'Trained 90 epochs (ended early, as the validation loss got no better); ' +
        'the best is epoch 50, and the figures are its own',
      '',
      'Root mean squared error in units of Passengers, smaller is better:',
      '                                             validation   test',
      '  this model                                      25.20  80.00',
      '  repeating the last month                        50.40  80.00',
      '  the same month last year plus mean growth       20.16      -',
      '',
      'On the validation part the model is better than repeating the last month ' +
        '(50 % less error) and worse than the same month last year plus mean growth ' +
        '(25 % more error).',
      'On the test part the model is as good as repeating the last month.',
    ]);
  });

  test('names no unit where the measure has none, and counts more as better where it is', () => {
    const measure = { name: 'accuracy', unit: '', better: 'larger' } as const;
    const part = {
      ...report.test,
      score: 0.9,
      baselines: [{ kind: 'most-frequent', score: 0.6 } as const],
    };
    const lines = formatReport(
      { ...report, measure, validation: part, test: part },
      'value',
      styles,
    ).split('\n');
    expect(lines).toContain('Accuracy, larger is better:');
    expect(lines.find((line) => line.includes('this model'))).toMatch(/ 90\.00 % +90\.00 %$/);
    expect(lines.at(-1)).toBe(
      'On the test part the model is better than the most frequent answer of the training part ' +
        '(30 points more accuracy).',
    );
  });

  test('says when no epoch was finished', () => {
    const text = formatReport(
      { ...report, reason: 'stopped', epochs: 0, bestEpoch: 0 },
      'day',
      styles,
    );
    expect(text).toContain('Trained 0 epochs (stopped before its end); no epoch was finished');
  });
});

describe('formatMeasure', () => {
  test.each([
    [0, '0'],
    [0.012345, '0.01235'],
    [45.699, '45.70'],
    [142.53, '142.5'],
    [99999, '99,999'],
    [1.2e-7, '1.20e-7'],
    [-12.3456, '-12.35'],
    [Number.NaN, 'not a number'],
    [Number.NEGATIVE_INFINITY, '-infinity'],
  ])('writes %s as %s', (value, text) => {
    expect(formatMeasure(value)).toBe(text);
  });
});

describe('formatDuration', () => {
  test.each([
    [6.6, '0:07'],
    [754, '12:34'],
    [3723, '1:02:03'],
    [-1, '0:00'],
  ])('writes %s seconds as %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });
});
