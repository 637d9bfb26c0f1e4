import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { problemCodes } from '../../src/base/problem.ts';
import { readProblemLinks } from '../../src/server/problemLinks.ts';

const page = new URL('../../docs/problems.md', import.meta.url);

describe('readProblemLinks()', () => {
  test('links each code to the line of its section', () => {
    const links = readProblemLinks(fileURLToPath(page));
    const lines = readFileSync(page, 'utf8').split('\n');
    expect([...links.keys()]).toEqual(Object.keys(problemCodes));
    for (const [code, link] of links) {
      const [address, line] = link.split('#L');
      expect(address).toBe(page.href);
      expect(lines[Number(line) - 1]).toBe(`### \`${code}\``);
    }
  });

  test('links nothing where the page is not there', () => {
    expect(readProblemLinks('/nowhere/problems.md').size).toBe(0);
  });
});
