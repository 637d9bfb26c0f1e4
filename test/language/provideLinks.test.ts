import { describe, expect, test } from 'vitest';
import { analyzeSpec } from '../../src/compile/analyzeSpec.ts';
import { provideLinks } from '../../src/language/provideLinks.ts';
import { memoryDataSource } from '../resolve/dataFixtures.ts';
import { annotate, withoutMarks } from './annotate.ts';
import { readCases } from './readCases.ts';

function markLinks(fixture: string): string {
  const text = withoutMarks(fixture);
  const links = provideLinks(analyzeSpec(text, memoryDataSource));
  return annotate(
    text,
    links.map(({ range, path }) => ({ range, label: `leads to ${path}` })),
  );
}

const cases = readCases(new URL('links.yaml', import.meta.url), markLinks);

describe('provideLinks()', () => {
  test.each(cases)('finds $name', ({ text }) => {
    expect(markLinks(text)).toBe(text);
  });
});
