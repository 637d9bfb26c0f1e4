import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { type ProblemCode, problemCodes } from '../../src/base/problem.ts';
import { analyzeSpec } from '../../src/compile/analyzeSpec.ts';
import { provideDiagnostics } from '../../src/language/provideDiagnostics.ts';
import { noDataSource } from '../../src/resolve/dataSource.ts';
import { checkDiagnostics } from './checkDiagnostics.ts';
import { readCases } from './readCases.ts';

const folder = fileURLToPath(new URL('diagnostics/', import.meta.url));
const fixtures = readdirSync(folder).toSorted();

describe.each(fixtures)('provideDiagnostics() on %s', (file) => {
  const cases = readCases(pathToFileURL(`${folder}${file}`), checkDiagnostics);
  test.each(cases)('$name', ({ text }) => {
    expect(checkDiagnostics(text)).toBe(text);
  });
});

test('provideDiagnostics() has a fixture for every code', () => {
  const all = fixtures.map((file) => readFileSync(`${folder}${file}`, 'utf8')).join('\n');
  const codes = Object.keys(problemCodes) as ProblemCode[];
  // A text of a million characters is made by a test of its own.
  const expected = codes.filter((code) => code !== 'spec.too-large');
  expect(
    expected.filter(
      (code) => !all.includes(`^ error ${code}: `) && !all.includes(`^ warning ${code}: `),
    ),
  ).toEqual([]);
});

test('provideDiagnostics() counts lines and characters in UTF-16 units, with any line end', () => {
  const text = '# 🙂\r\ntask: forecast # 🙂\r\n🙂extra: 1\r\n';
  const [unknown] = provideDiagnostics(analyzeSpec(text, noDataSource)).filter(
    (one) => one.code === 'spec.unknown-key',
  );
  expect(unknown?.span).toEqual({
    start: { line: 2, character: 0 },
    end: { line: 2, character: 7 },
  });
});

test('provideDiagnostics() shows problems of no length on at least one character', () => {
  const spans = provideDiagnostics(analyzeSpec('task: [forecast', noDataSource)).map(
    (one) => one.span,
  );
  expect(spans.length).toBeGreaterThan(0);
  for (const { start, end } of spans) {
    expect(end.line > start.line || end.character > start.character).toBe(true);
  }
});
