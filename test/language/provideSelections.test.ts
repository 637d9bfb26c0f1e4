import { describe, expect, test } from 'vitest';
import { provideSelections } from '../../src/language/provideSelections.ts';
import { readFixtureFiles } from './fixtureFiles.ts';
import { readCases } from './readCases.ts';

/** The case with a line for each selection, from the shortest on. */
function withSelections(fixture: string): string {
  const [before = ''] = fixture.split(/^>>> /m);
  const { file, offset } = readFixtureFiles(before);
  const texts = provideSelections(file, offset).map(({ start, end }) =>
    JSON.stringify(file.document.text.slice(start, end)),
  );
  return `${before}${texts.map((text) => `>>> ${text}\n`).join('')}`;
}

const cases = readCases(new URL('selections.yaml', import.meta.url), withSelections);

describe('provideSelections()', () => {
  test.each(cases)('grow from $name', ({ text }) => {
    expect(withSelections(text)).toBe(text);
  });
});
