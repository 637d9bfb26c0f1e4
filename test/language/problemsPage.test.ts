import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type ProblemCode, problemCodes } from '../../src/base/problem.ts';
import { analyzeSpec } from '../../src/compile/analyzeSpec.ts';
import { expectGolden } from '../golden.ts';
import { memoryDataSource } from '../resolve/dataFixtures.ts';
import { withoutMarks } from './annotate.ts';
import { checkDiagnostics } from './checkDiagnostics.ts';

const file = new URL('../../docs/problems.md', import.meta.url);
const page = readFileSync(file, 'utf8');
const example = /(?<=^```yaml\n)[^`]*(?=```$)/m;

/** The text below each heading `### code`. */
const sections = page
  .split(/^### `/m)
  .slice(1)
  .map((text) => {
    const end = text.indexOf('`');
    return { code: text.slice(0, end) as ProblemCode, body: text.slice(end + 1) };
  });

test('docs/problems.md has a section for every code, in their order', () => {
  expect(sections.map(({ code }) => code)).toEqual(Object.keys(problemCodes));
});

test.each(sections)('docs/problems.md says what $code means and what to do', ({ code, body }) => {
  expect(body.replaceAll('\n', ' ')).toContain(`${problemCodes[code]}. `);
  expect(body).toContain('\n\n**What to do:** ');
});

// What is too large for a spec is too large for a page.
const shown = sections.filter(({ code }) => code !== 'spec.too-large');

test.each(shown)('docs/problems.md has an example of $code and of nothing else', (section) => {
  const [text = ''] = example.exec(section.body) ?? [];
  const { problems } = analyzeSpec(withoutMarks(text), memoryDataSource);
  expect([...new Set(problems.map(({ code }) => code))]).toEqual([section.code]);
});

test('docs/problems.md shows messages as they are', () => {
  const examples = new RegExp(example, 'gm');
  expectGolden(
    page.replaceAll(examples, (text) => checkDiagnostics(text)),
    file,
  );
});
