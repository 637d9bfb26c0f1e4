import { describe, expect, test } from 'vitest';
import { locationsIn } from '../../src/language/location.ts';
import { provideHighlights } from '../../src/language/provideHighlights.ts';
import { readFixtureFiles } from './fixtureFiles.ts';
import { readCases } from './readCases.ts';

function markHighlights(fixture: string): string {
  const { file, offset, mark } = readFixtureFiles(fixture);
  const marks = provideHighlights(file, offset).flatMap(({ range, access }) =>
    locationsIn(file, [range]).map((location) => ({ ...location, label: access })),
  );
  return mark(marks);
}

const cases = readCases(new URL('highlights.yaml', import.meta.url), markHighlights);

describe('provideHighlights()', () => {
  test.each(cases)('finds $name', ({ text }) => {
    expect(markHighlights(text)).toBe(text);
  });
});
