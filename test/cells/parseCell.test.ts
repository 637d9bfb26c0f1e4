import { describe, expect, test } from 'vitest';
import { parseCell } from '../../src/cells/parseCell.ts';

function parse(equations: string, output = 'h') {
  return parseCell({
    name: 'test',
    equations,
    output,
    summary: '',
    source: '',
    size: {},
    init: {},
  });
}

/** `code "characters it is at"` of every problem. */
function problemsOf(equations: string, output = 'h'): string[] {
  return parse(equations, output).problems.map(
    ({ code, range }) => `${code} "${equations.slice(range.start, range.end)}"`,
  );
}

const lstm = `i = sigmoid(W_i @ x + R_i @ h[t-1] + p_i * c[t-1] + b_i)
f = sigmoid(W_f @ x + R_f @ h[t-1] + b_f)
g = tanh(W_g @ x + R_g @ h[t-1] + b_g)
c = f * c[t-1] + i * g
h = tanh(c) # output`;

describe('parseCell', () => {
  test('finds states in order of first use', () => {
    expect(parse(lstm).value?.states.map((state) => state.name)).toEqual(['h', 'c']);
  });

  test('finds parameters with stem, gate, role and shape', () => {
    const parameters = parse(lstm).value?.parameters ?? [];
    expect(parameters.slice(0, 4)).toEqual([
      { name: 'W_i', stem: 'W', gate: 'i', role: 'input', shape: ['hidden', 'input'] },
      { name: 'R_i', stem: 'R', gate: 'i', role: 'recurrent', shape: ['hidden', 'hidden'] },
      { name: 'p_i', stem: 'p', gate: 'i', role: 'peephole', shape: ['hidden'] },
      { name: 'b_i', stem: 'b', gate: 'i', role: 'bias', shape: ['hidden'] },
    ]);
  });

  test('tells gates, candidates and states apart', () => {
    const roles = parse(lstm).value?.assignments.map(({ name, role }) => `${name} ${role}`);
    expect(roles).toEqual(['i gate', 'f gate', 'g candidate', 'c state', 'h state']);
  });

  test('the input of the step before is a state as wide as the input', () => {
    const cell = parse('h = tanh(W @ x + V @ x[t-1])').value;
    expect(cell?.states).toEqual([{ name: 'x', size: 'input' }]);
    expect(cell?.parameters.map(({ name, shape, role }) => `${name} ${shape} ${role}`)).toEqual([
      'W hidden,input input',
      'V hidden,input input',
    ]);
  });

  test('a gate that the next step reads is a gate, but not the output', () => {
    const roles = (equations: string) =>
      parse(equations).value?.assignments.map(({ name, role }) => `${name} ${role}`);
    expect(roles('i = sigmoid(W @ x + R @ i[t-1])\nh = i * h[t-1]')).toEqual(['i gate', 'h state']);
    expect(roles('h = sigmoid(W @ x + R @ h[t-1])')).toEqual(['h state']);
  });

  test('a product with a value that depends on a state is recurrent', () => {
    const cell = parse('r = sigmoid(R @ h[t-1])\nh = tanh(U @ r + V @ (r * h[t-1]) + W @ x)').value;
    expect(cell?.parameters.map(({ name, role }) => `${name} ${role}`)).toEqual([
      'R recurrent',
      'U recurrent',
      'V recurrent',
      'W input',
    ]);
  });

  test('brackets carry an equation over several lines', () => {
    expect(problemsOf('h = tanh(\n  W @ x +\n  R @ h[t-1]\n)')).toEqual([]);
  });

  test.each([
    ['h = tanh(W @ x', 'cell.syntax "("'],
    ['h = 2 * (W @ x', 'cell.syntax "("'],
    ['h = W @ (x\n\n  # more\n  g = W @ x', 'cell.syntax "("'],
    ['h = 1e999 * h[t-1]', 'cell.syntax "1e999"'],
    ['h = h[t-1] - 3.5e38', 'cell.syntax "3.5e38"'],
    ['h = W @ h[t', 'cell.syntax "h[t"'],
    ['h = tanh(W @ x))', 'cell.syntax ")"'],
    ['h + 1', 'cell.syntax "+"'],
    ['h = W @ x §', 'cell.syntax "§"'],
    ['h = tanh(W @ x) h', 'cell.syntax "h"'],
    ['h = W @ h[t-2]', 'cell.syntax "h[t-2"'],
    ['h = h[t-1] @ x', 'cell.syntax "h[t-1]"'],
    ['h = W @ 2', 'cell.syntax "2"'],
    ['h = W @ x + t', 'cell.syntax "t"'],
    ['h = sigmod(W @ x)', 'cell.unknown-function "sigmod"'],
    ['h = tanh(W @ x) + x', 'cell.size-conflict "tanh(W @ x) + x"'],
    ['h = W @ x + c[t-1]', 'cell.state-never-written "c[t-1]"'],
    ['h = W @ x + h', 'cell.used-before-defined "h"'],
    ['h = i * 2\ni = W @ x', 'cell.used-before-defined "i"'],
    ['h = max(W @ x)', 'cell.wrong-arguments "max(W @ x)"'],
    ['h = tanh(W @ x, 2)', 'cell.wrong-arguments "tanh(W @ x, 2)"'],
    ['h = min(W @ x, x)', 'cell.size-conflict "min(W @ x, x)"'],
    ['h = layer_norm(W @ x, 2)', 'cell.syntax "2"'],
    ['h = W @ x + W', 'cell.matrix-and-vector "W"'],
    ['h = W @ x\nh = U @ x', 'cell.duplicate-name "h"'],
    ['x = W @ h[t-1]\nh = x', 'cell.duplicate-name "x"'],
    ['g = W @ x', 'cell.no-output "g = W @ x"'],
  ])('%j is a problem at its own characters', (equations, expected) => {
    expect(problemsOf(equations)[0]).toBe(expected);
  });

  test('a size conflict says where each side came from', () => {
    const [problem] = parse('h = tanh(W @ x) + x').problems;
    expect(problem?.related?.map((place) => place.message)).toEqual([
      '"h" is "hidden" wide, as every value without a "size"',
      '"x" is "input" wide',
    ]);
  });

  test('deep nesting is a problem and not a crash', () => {
    expect(problemsOf(`h = ${'('.repeat(9999)}`)[0]).toContain('cell.syntax');
    expect(problemsOf(`h = ${'-'.repeat(9999)}x`)[0]).toContain('cell.syntax');
  });

  test('brackets of lines that cannot be read do not count as nesting of the next', () => {
    const unreadable = Array.from({ length: 300 }, (_, n) => `a${n} = (* 2)\n`).join('');
    const messages = parse(`${unreadable}h = (h[t-1])`).problems.map(({ message }) => message);
    expect(messages).toEqual(Array(300).fill('Expected a name, a number or "(", found "*"'));
  });

  test('a number as large as float32 has is read', () => {
    expect(problemsOf('h = tanh(3.4028234e38 * h[t-1])')).toEqual([]);
  });

  test('the equation after one that cannot be read is read from its start', () => {
    expect(problemsOf('g = tanh(W @ x\nf = W @\ne = (W @ x +\nd = h[t\nh = sigmod(W @ x)')).toEqual(
      [
        'cell.syntax "("',
        'cell.syntax "\n"',
        'cell.syntax "\n"',
        'cell.syntax "h[t"',
        'cell.unknown-function "sigmod"',
      ],
    );
  });

  test.each(['+', '*'])('a chain of very many %s is a problem and not a crash', (operator) => {
    expect(problemsOf(`h = ${Array(50_000).fill('b').join(operator)}`)).toEqual([
      'cell.syntax "b"',
    ]);
  });
});
