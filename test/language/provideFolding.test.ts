import { describe, expect, test } from 'vitest';
import { provideFolding } from '../../src/language/provideFolding.ts';
import { parseSpec } from '../../src/spec/parseSpec.ts';
import { readCases } from './readCases.ts';

/** The case with a line for each fold behind a line `>>>`: its kind, its first line and its last. */
function withFolds(fixture: string): string {
  const [text = ''] = fixture.split(/^>>>\n/m);
  const lines = text.split('\n');
  const folds = provideFolding(parseSpec(text).value).map(({ startLine, endLine, kind }) =>
    [kind, lines[startLine]?.trim(), '...', lines[endLine]?.trim()].join(' '),
  );
  return `${text}>>>\n${folds.map((fold) => `${fold}\n`).join('')}`;
}

const cases = readCases(new URL('folding.yaml', import.meta.url), withFolds);

describe('provideFolding()', () => {
  test.each(cases)('folds $name', ({ text }) => {
    expect(withFolds(text)).toBe(text);
  });
});
