import { describe, expect, test } from 'vitest';
import { lastRunWords } from '../../src/protocol/lastRunWords.ts';
import type { Measure } from '../../src/protocol/runEvents.ts';

function report(name: Measure['name'], score: number) {
  const measure: Measure = { name, unit: '', better: 'smaller' };
  return { measure, test: { loss: 1, score, baselines: [], sequences: 3 } };
}

describe('lastRunWords()', () => {
  test.each([
    ['finished', report('accuracy', 0.973), 'Last run: accuracy 97.30 % on the test part'],
    [
      'finished',
      report('root mean squared error', 17.934),
      'Last run: error 17.93 on the test part',
    ],
    ['finished', undefined, 'Last run is done'],
    [
      'stopped',
      report('perplexity', 5),
      'Last run, stopped early: perplexity 5.000 on the test part',
    ],
    ['stopped', undefined, 'Last run was stopped'],
    ['running', undefined, 'Last run was interrupted: resume it'],
    ['failed', undefined, 'Last run failed'],
  ] as const)('says how a run that is %s ended', (status, found, words) => {
    expect(lastRunWords({ status }, found)).toBe(words);
  });

  test('says why a run failed, in one short line', () => {
    const message = `The disk is full${' and full'.repeat(20)}\nat once`;
    const words = lastRunWords({ status: 'failed', message }, undefined);
    expect(words).toMatch(/^Last run failed: The disk is full and full .*…$/);
    expect(words.length).toBeLessThan(100);
  });
});
