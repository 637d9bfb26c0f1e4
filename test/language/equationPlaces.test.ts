import { describe, expect, test } from 'vitest';
import { analyzeSpec } from '../../src/compile/analyzeSpec.ts';
import { memoryDataSource } from '../resolve/dataFixtures.ts';

/** Equations with one mistake: its code and the characters that it stands at. */
const mistakes: readonly (readonly [code: string, place: string, lines: readonly string[]])[] = [
  ['cell.syntax', '$', ['h = tanh(W @ x $ 2 + R @ h[t-1])']],
  ['cell.unknown-function', 'tnah', ['g = W @ x + b', 'h = tnah(g + R @ h[t-1])']],
  ['cell.wrong-arguments', 'max(W @ x)', ['h = max(W @ x) + R @ h[t-1]']],
  ['cell.size-conflict', '(x + h[t-1])', ['h = tanh(W @ (x + h[t-1]))']],
  ['cell.state-never-written', 'q[t-1]', ['g = W @ x', 'h = tanh(g + R @ q[t-1])']],
  ['cell.used-before-defined', 'z', ['h = tanh(W @ x + z)', 'z = R @ h[t-1]']],
  ['cell.matrix-and-vector', 'W', ['h = tanh(W @ x + R @ h[t-1] + W)']],
  ['cell.duplicate-name', 'h', ['h = tanh(W @ x)', 'h = tanh(R @ h[t-1])']],
];

const indent = (text: string, blanks: string) => text.replaceAll('\n', `\n${blanks}`);

/** All ways to write equations as the value of a key that is indented by two blanks. */
const forms: Readonly<Record<string, (lines: readonly string[]) => string>> = {
  literal: (lines) => `|\n    ${indent(lines.join('\n'), '    ')}`,
  'literal, stripped and further in': (lines) => `|-2\n    ${indent(lines.join('\n'), '    ')}`,
  'literal, kept and with blank lines': (lines) => `|+\n\n      ${lines.join('\n\n      ')}\n\n`,
  'literal with a comment before': (lines) => `| # 🙂\n    # 🙂\n    ${lines.join('\n    ')}`,
  folded: (lines) => `>\n    ${lines.join('\n\n    ')}`,
  'folded inside of lines': (lines) =>
    `>-\n    ${lines.map((line) => line.replace('(', '(\n    ')).join('\n\n    ')}`,
  'in single quotes': (lines) => `'${lines.join('\n\n    ')}'`,
  'in double quotes': (lines) => `"${lines.join('\\n')}"`,
  'in double quotes over lines': (lines) => `"${lines.join('\\n\\\n    ')}"`,
  'in double quotes with escapes': (lines) =>
    `"${lines.join('\\n').replaceAll(' = ', '\\x20\\u003d\\t')}"`,
  plain: (lines) => lines.join('\n\n    '),
  'in braces': (lines) => `{equations: "${lines.join('\\n')}"}`,
  'behind an anchor': (lines) => `&cell "${lines.join('\\n')}"`,
};

describe.each(Object.entries(forms))('mistakes in equations, %s', (_form, write) => {
  test.each(mistakes)('%s stand at their own characters', (code, place, lines) => {
    for (const end of ['\n', '\r\n']) {
      const text = specWith(write(lines)).replaceAll('\n', end);
      const { problems } = analyzeSpec(text, memoryDataSource);
      const found = problems.map((one) => [one.code, text.slice(one.range.start, one.range.end)]);
      expect(found).toEqual([[code, expect.stringMatching(pattern(place))]]);
    }
  });
});

/** A fold may stand where a blank stands, or behind a bracket. */
function pattern(place: string): RegExp {
  const escaped = place.replaceAll(/[$()[\]+]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll(' ', '\\s+').replaceAll('\\(', '\\(\\s*')}$`);
}

function specWith(equations: string): string {
  return [
    'task: forecast # 🙂',
    'data: {file: series.csv, inputs: value, window: 5}',
    'cells:',
    `  mine: ${equations}`,
    'model: [mine: 2, linear]',
    '',
  ].join('\n');
}
