import { describe, expect, test } from 'vitest';
import { provideReferences } from '../../src/language/provideReferences.ts';
import { readFixtureFiles } from './fixtureFiles.ts';
import { readCases } from './readCases.ts';

function markReferences(fixture: string): string {
  const { file, offset, workspace, mark } = readFixtureFiles(fixture);
  const all = provideReferences(file, offset, true, workspace);
  const uses = provideReferences(file, offset, false, workspace).map((use) => JSON.stringify(use));
  return mark(
    all.map((one) => ({
      ...one,
      label: uses.includes(JSON.stringify(one)) ? 'used here' : 'declared here',
    })),
  );
}

const cases = readCases(new URL('references.yaml', import.meta.url), markReferences);

describe('provideReferences()', () => {
  test.each(cases)('finds $name', ({ text }) => {
    expect(markReferences(text)).toBe(text);
  });
});
