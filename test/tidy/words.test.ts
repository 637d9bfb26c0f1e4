import { expect, test } from 'vitest';
import { listFiles, readText } from './sources.ts';

/** Patterns in halves, so that this file does not hold what it looks for. */
const unwanted: Readonly<Record<string, RegExp>> = {
  'a path of one machine': join('(^|[\\s"\'`(=])/(work|tmp|ro', 'ot)/'),
  'the host of a package registry': join(
    'registry\\.np',
    'mjs|np',
    'mjs\\.org|registry\\.ya',
    'rnpkg',
  ),
  'the host of another machine': join('https?://(10|192\\.1', '68|172)\\.\\d+'),
  'how the work was divided': join(
    '\\bsub',
    '-?agents?\\b|\\bcoding ag',
    'ents?\\b|\\bhelper sess',
    'ions?\\b',
  ),
  'the number of an issue': join('\\bissues? #?', '\\d+|#\\d{2,}\\b(?=[^;"\'])'),
};

/** Files that hold other people's words: data, locks, generated code. */
const notOurs = /^package-lock\.json$|\.csv$|\.proto$|_pb\.ts$|\.(png|onnx|woff2?)$/;

for (const [what, pattern] of Object.entries(unwanted)) {
  test(`no file names ${what}`, () => {
    const files = listFiles().filter((file) => !notOurs.test(file));
    expect(files.length).toBeGreaterThan(0);
    expect(files.flatMap((file) => linesWith(file, pattern))).toEqual([]);
  });
}

function linesWith(file: string, pattern: RegExp): readonly string[] {
  return readText(file)
    .split('\n')
    .flatMap((line, idx) => (pattern.test(line) ? [`${file}:${idx + 1} ${line.trim()}`] : []));
}

function join(...halves: readonly string[]): RegExp {
  return new RegExp(halves.join(''), 'i');
}
