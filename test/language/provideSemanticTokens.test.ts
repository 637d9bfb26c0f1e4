import { describe, expect, test } from 'vitest';
import { analyzeSpec } from '../../src/compile/analyzeSpec.ts';
import {
  provideSemanticTokens,
  semanticTokenTypes,
} from '../../src/language/provideSemanticTokens.ts';
import { memoryDataSource } from '../resolve/dataFixtures.ts';
import { readText } from '../tidy/sources.ts';
import { annotate, withoutMarks } from './annotate.ts';
import { readCases } from './readCases.ts';

function markTokens(fixture: string): string {
  const text = withoutMarks(fixture);
  const tokens = provideSemanticTokens(analyzeSpec(text, memoryDataSource));
  const marks = tokens.map(({ range, type, modifiers }) => ({
    range,
    label: [type, ...modifiers].join('.'),
  }));
  return annotate(text, marks);
}

const cases = readCases(new URL('semanticTokens.yaml', import.meta.url), markTokens);

describe('provideSemanticTokens()', () => {
  test.each(cases)('colours $name', ({ text }) => {
    expect(markTokens(text)).toBe(text);
  });

  test('uses types that editors know, or that the extension contributes with colours', () => {
    const { languages, semanticTokenTypes: own, semanticTokenScopes: colours } = contributions;
    const ids = own.map(({ id }) => id);
    expect(['class', 'function', 'variable', 'parameter', ...ids]).toEqual(semanticTokenTypes);
    expect(colours.map(({ language }) => language)).toEqual(languages.map(({ id }) => id));
    for (const { scopes } of colours) {
      expect(Object.keys(scopes)).toEqual(['parameter', ...ids]);
    }
  });
});

const contributions: {
  readonly languages: readonly { readonly id: string }[];
  readonly semanticTokenTypes: readonly { readonly id: string }[];
  readonly semanticTokenScopes: readonly { readonly language: string; readonly scopes: object }[];
} = JSON.parse(readText('package.json')).contributes;
