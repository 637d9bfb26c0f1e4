import { describe, expect, test } from 'vitest';
import { errorAt, warningAt } from '../../src/base/problem.ts';
import { countProblems, formatProblems } from '../../src/cli/formatProblems.ts';
import { stylesFor } from '../../src/cli/styles.ts';

const output = { write: () => {}, isTTY: false, columns: undefined };
const styles = stylesFor(
  {
    stdout: output,
    stderr: output,
    cwd: '.',
    environment: {},
    takeStopRequests: () => new AbortController().signal,
    startLanguageServer: () => Promise.resolve(),
  },
  output,
);

/** The lines that show a problem at the first occurrence of `marked`. */
function show(text: string, marked: string): readonly string[] {
  const start = text.indexOf(marked);
  const problem = errorAt({ start, end: start + marked.length }, 'spec.wrong-value', 'Wrong');
  return formatProblems({ shown: 'a.yaml', text, problems: [problem] }, styles).split('\n');
}

describe('formatProblems', () => {
  test('underlines the characters, whatever they are', () => {
    expect(show('a: b\nkey: "π🙂x" # end\n', '🙂x')).toEqual([
      'a.yaml:2:8: error: Wrong [spec.wrong-value]',
      '   2 | key: "π🙂x" # end',
      '     |        ^^',
    ]);
  });

  test('underlines the first line of several', () => {
    expect(show('a:\r\n  bc\r\n  d\r\n', 'bc\r\n  d').slice(1)).toEqual([
      '   2 |   bc',
      '     |   ^^',
    ]);
  });

  test('cuts a piece out of a long line', () => {
    const [, line = '', marks = ''] = show(`${'a'.repeat(300)}HERE${'b'.repeat(300)}`, 'HERE');
    expect(line).toHaveLength('   1 | '.length + 102);
    expect(line.slice(marks.indexOf('^'), marks.lastIndexOf('^') + 1)).toBe('HERE');
    expect([line.at(7), line.at(-1)]).toEqual(['…', '…']);
  });

  test('lets a file not steer the terminal', () => {
    expect(show('a\tb: \u001b[2Jc', 'c').slice(1)).toEqual([
      '   1 | a b:  [2Jc',
      '     |          ^',
    ]);
  });

  test('shows at least one character, also behind the end', () => {
    const problem = warningAt({ start: 3, end: 3 }, 'spec.no-effect', 'Nothing', [
      { range: { start: 0, end: 1 }, message: 'because of this' },
    ]);
    const file = { shown: 'a.yaml', text: 'abc', problems: [problem] };
    expect(formatProblems(file, styles).split('\n')).toEqual([
      'a.yaml:1:3: warning: Nothing [spec.no-effect]',
      '   1 | abc',
      '     |   ^',
      '  note: a.yaml:1:1: because of this',
      '   1 | abc',
      '     | ^',
    ]);
    expect(countProblems([problem, problem])).toBe('2 warnings');
  });
});
