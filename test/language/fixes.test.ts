import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { applyEdits, type Fix } from '../../src/base/fix.ts';
import type { Problem } from '../../src/base/problem.ts';
import { analyzeSpec } from '../../src/compile/analyzeSpec.ts';
import { memoryDataSource } from '../resolve/dataFixtures.ts';
import { withoutMarks } from './annotate.ts';

const folder = fileURLToPath(new URL('diagnostics/', import.meta.url));

interface Case {
  readonly name: string;
  readonly text: string;
}

const cases: readonly Case[] = readdirSync(folder).flatMap((file) => {
  const [, ...parts] = readFileSync(`${folder}${file}`, 'utf8').split(/^=== (.+)\n/m);
  return parts.flatMap((name, index) =>
    index % 2 === 0
      ? [{ name: `${file}: ${name}`, text: withoutMarks(parts[index + 1] ?? '') }]
      : [],
  );
});

function problemsOf(text: string): readonly Problem[] {
  return analyzeSpec(text, memoryDataSource).problems;
}

function fixesOf(text: string): readonly { problem: Problem; fix: Fix }[] {
  return problemsOf(text).flatMap((problem) =>
    (problem.fixes ?? []).map((fix) => ({ problem, fix })),
  );
}

/** How often a problem is said, wherever it moved to. */
function count(problems: readonly Problem[], { code, message }: Problem): number {
  return problems.filter((one) => one.code === code && one.message === message).length;
}

function syntaxErrors(problems: readonly Problem[]): number {
  return problems.filter(({ code }) => code === 'yaml.syntax').length;
}

/** Written another way, the same file has the same problems and fixes. */
const forms: readonly (readonly [string, (text: string) => string])[] = [
  ['as it is', (text) => text],
  ['with CR/LF', (text) => text.replaceAll('\n', '\r\n')],
  ['without an end of the last line', (text) => text.trimEnd()],
  ['with comments', (text) => text.replaceAll(/(?<=[\w\]}])$/gm, ' # kept')],
];

describe.each(forms)('every fix of every fixture, %s,', (_form, write) => {
  test.each(cases.filter(({ text }) => fixesOf(text).length > 0))(
    'mends its problem in "$name"',
    ({ text: plain }) => {
      const text = write(plain);
      const before = problemsOf(text);
      for (const { problem, fix } of fixesOf(text)) {
        const mended = applyEdits(text, fix.edits);
        const after = problemsOf(mended);
        const label = `${fix.title} for ${problem.message}\n${mended}`;
        expect(count(after, problem), label).toBeLessThan(count(before, problem));
        expect(syntaxErrors(after), label).toBeLessThanOrEqual(syntaxErrors(before));
      }
    },
  );
});
