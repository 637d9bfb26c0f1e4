import { describe, expect, test } from 'vitest';
import { type OutlineItem, provideOutline } from '../../src/language/provideOutline.ts';
import { parseCellFile, parseSpec } from '../../src/spec/parseSpec.ts';
import { memoryDataSource } from '../resolve/dataFixtures.ts';
import { readCases } from './readCases.ts';

/** The case with its outline behind a line `>>>`. */
function withOutline(fixture: string): string {
  const [text = ''] = fixture.split(/^>>>\n/m);
  const document = text.startsWith('summary:')
    ? parseCellFile(text, 'mine').value.document
    : parseSpec(text).value;
  const items = provideOutline({ document, source: memoryDataSource });
  const print = (item: OutlineItem, indent: string): readonly string[] => {
    const { name, kind, detail, range, nameRange, children } = item;
    expect(range.start).toBeLessThanOrEqual(nameRange.start);
    expect(range.end).toBeGreaterThanOrEqual(nameRange.end);
    expect(text.slice(nameRange.start, nameRange.end)).toContain(name);
    for (const child of children) {
      expect(child.range.start).toBeGreaterThanOrEqual(range.start);
      expect(child.range.end).toBeLessThanOrEqual(range.end);
    }
    const line = `${indent}${kind} ${name}${detail === '' ? '' : `: ${detail}`}`;
    return [line, ...children.flatMap((child) => print(child, `${indent}  `))];
  };
  return `${text}>>>\n${items.flatMap((item) => print(item, '')).join('\n')}\n`;
}

const cases = readCases(new URL('outline.yaml', import.meta.url), withOutline);

describe('provideOutline()', () => {
  test.each(cases)('lists the parts of $name', ({ text }) => {
    expect(withOutline(text)).toBe(text);
  });
});
