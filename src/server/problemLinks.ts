import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

/** Where each code is explained, as the address of a line. */
export type ProblemLinks = ReadonlyMap<string, string>;

/**
 * Finds the section of each code in `docs/problems.md`. Editors open a file at a line, not at a
 * heading. Without the page there are no links.
 */
export function readProblemLinks(file: string): ProblemLinks {
  const address = pathToFileURL(file).href;
  const lines = readLines(file).map((line, index) => [line, index + 1] as const);
  return new Map(
    lines.flatMap(([line, number]) => {
      const code = /^### `(.+)`$/.exec(line)?.[1];
      return code === undefined ? [] : [[code, `${address}#L${number}`]];
    }),
  );
}

function readLines(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch {
    return [];
  }
}
