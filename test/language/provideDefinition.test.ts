import { describe, expect, test } from 'vitest';
import { provideDefinition } from '../../src/language/provideDefinition.ts';
import { readFixtureFiles } from './fixtureFiles.ts';
import { readCases } from './readCases.ts';

function markDefinition(fixture: string): string {
  const { file, offset, workspace, mark } = readFixtureFiles(fixture);
  const found = provideDefinition(file, offset, workspace);
  return mark(found.map((target) => ({ ...target, label: 'defined here' })));
}

const cases = readCases(new URL('definitions.yaml', import.meta.url), markDefinition);

describe('provideDefinition()', () => {
  test.each(cases)('finds $name', ({ text }) => {
    expect(markDefinition(text)).toBe(text);
  });
});
