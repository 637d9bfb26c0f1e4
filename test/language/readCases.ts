import { readFileSync, writeFileSync } from 'node:fs';

/** One case of a fixture file. */
export interface Case {
  readonly name: string;
  readonly text: string;
}

/**
 * The cases of a fixture file, which start with lines `=== name`. With `UPDATE_GOLDEN=1` the file is
 * written anew first, each case as `renew` gives it.
 */
export function readCases(file: URL, renew: (text: string) => string): readonly Case[] {
  const [, ...parts] = readFileSync(file, 'utf8').split(/^=== (.+)\n/m);
  const cases = parts.flatMap((name, index) =>
    index % 2 === 0 ? [{ name, text: parts[index + 1] ?? '' }] : [],
  );
  if (process.env.UPDATE_GOLDEN !== '1') {
    return cases;
  }
  const renewed = cases.map(({ name, text }) => ({ name, text: renew(text) }));
  writeFileSync(file, renewed.map(({ name, text }) => `=== ${name}\n${text}`).join(''));
  return renewed;
}
