import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { listFiles, readText, root } from './sources.ts';

const documents = listFiles().filter((file) => /^[^/]+\.md$/.test(file));
const scripts: Readonly<Record<string, string>> = JSON.parse(readText('package.json')).scripts;

describe('documents', () => {
  test('name a test that exists beside every invariant', () => {
    const invariants = documents.flatMap((file) =>
      readText(file)
        .split(/\n\s*\n|\n(?=\s*[-*] )/)
        .filter((paragraph) => paragraph.includes('**Invariant:**')),
    );
    const unheld = invariants.filter((paragraph) => {
      const tests = paragraph.match(/(?<=`)test\/[\w./-]+\.test\.tsx?(?=`)/g) ?? [];
      return tests.length === 0 || tests.some((file) => !existsSync(path.join(root, file)));
    });
    expect(unheld).toEqual([]);
  });

  test('name only commands of npm that exist', () => {
    const named = documents.flatMap((file) =>
      [...readText(file).matchAll(/npm run ([\w:-]+)/g)].map(([, script = '']) => script),
    );
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((script) => !(script in scripts))).toEqual([]);
  });

  test('link only to files that exist', () => {
    const dead = documents.flatMap((file) =>
      [...readText(file).matchAll(/\]\((?!https?:|#)([^)#]+)/g)]
        .map(([, target = '']) => target)
        .filter((target) => !existsSync(path.join(root, target))),
    );
    expect(dead).toEqual([]);
  });
});
