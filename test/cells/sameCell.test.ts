import { describe, expect, test } from 'vitest';
import { present } from '../../src/base/invariant.ts';
import { createRandom } from '../../src/base/random.ts';
import type { Cell, Expression } from '../../src/cells/cell.ts';
import { optionChoices } from '../../src/cells/optionChoices.ts';
import { sameCell } from '../../src/cells/sameCell.ts';
import { cellLibrary } from '../../src/resolve/cellLibrary.ts';
import { libraryCell, makeCell, type Parameters, randomParameters, runCell } from './runCell.ts';

/** Every cell of the library with every choice of its options. */
const cells = [...cellLibrary().values()].flatMap((definition) =>
  optionChoices(definition).map((options) => ({
    name: `${definition.name} ${JSON.stringify(options)}`,
    cell: libraryCell(definition.name, options),
  })),
);

/** The same cell with other names, and operands of sums and products the other way round. */
function disguise(cell: Cell): Cell {
  const nameOf = (name: string) => (name === 'x' ? 'x' : `${name}_other`);
  const print = (expression: Expression): string => {
    switch (expression.kind) {
      case 'number':
        return `${expression.value}`;
      case 'name':
        return nameOf(expression.name);
      case 'previous':
        return `${nameOf(expression.name)}[t-1]`;
      case 'negate':
        return `(-1 * ${print(expression.operand)})`;
      case 'call':
        return `${expression.function}(${expression.arguments.map(print).join(', ')})`;
      case 'binary': {
        const [left, right] = [print(expression.left), print(expression.right)];
        const { operator } = expression;
        return operator === '+' || operator === '*'
          ? `(${right} ${operator} ${left})`
          : `(${left} ${operator} ${right})`;
      }
    }
  };
  const lines = cell.assignments.map(
    ({ name, expression }) => `${nameOf(name)} = ${print(expression)}`,
  );
  const size = Object.entries(cell.size).map(([name, value]) => [nameOf(name), value]);
  return makeCell(lines.join('\n'), {
    output: nameOf(cell.output),
    size: Object.fromEntries(size),
  });
}

describe('sameCell()', () => {
  test.each(cells)('knows $name again, whatever its names and the order of terms', ({ cell }) => {
    const names = cell.parameters.map(({ name }) => [name, `${name}_other`]);
    expect(Object.fromEntries(sameCell(cell, disguise(cell)) ?? [])).toEqual(
      Object.fromEntries(names),
    );
  });

  test.each(cells)('finds partners with which $name gives the same numbers', ({ cell }) => {
    const other = disguise(cell);
    const partners = [...present(sameCell(cell, other), 'the same cell')];
    const random = createRandom(1, cell.name);
    const sizes = Object.fromEntries(
      ['hidden', 'input', ...Object.values(cell.size)].map((name, index) => [name, 3 + index]),
    );
    const numbers = randomParameters(cell, sizes, () => random.uniform());
    const others = Object.fromEntries(
      partners.map(([name, partner]) => [partner, present(numbers[name], name)]),
    );
    const sequence = [1, 2, 3].map(() =>
      Array.from({ length: present(sizes.input, 'the width') }, () => random.uniform() + 0.1),
    );
    const outputs = (one: Cell, parameters: Parameters) =>
      runCell(one, parameters, sizes, sequence).map((values) => values.get(one.output));
    const [expected, found] = [outputs(cell, numbers), outputs(other, others)].map((steps) =>
      steps.flatMap((step) => present(step, 'an output')),
    );
    // Sums in another order, in float64.
    const far = expected?.filter(
      (value, index) => !(Math.abs(value - (found?.[index] ?? 0)) < 1e-9),
    );
    expect(far).toEqual([]);
  });

  test('tells the cells of the library apart but for those that compute the same', () => {
    const pairs = cells.flatMap((one, index) =>
      cells
        .slice(index + 1)
        .flatMap((other) =>
          sameCell(one.cell, disguise(other.cell)) ? [`${one.name} = ${other.name}`] : [],
        ),
    );
    expect(pairs).toEqual([
      'rnn {"activation":"relu"} = irnn {}',
      'lstm {} = lstm-b {}',
      'lstm {} = np {}',
      'lstm-b {} = np {}',
    ]);
  });

  /** Cells that differ by little. */
  const others: readonly (readonly [string, string, string])[] = [
    ['a sign', 'h = tanh(W @ x) + h[t-1]', 'h = tanh(W @ x) - h[t-1]'],
    ['a factor', 'h = tanh(W @ x) * h[t-1]', 'h = tanh(2 * (W @ x)) * h[t-1]'],
    ['the step', 'h = tanh(W @ x) + h[t-1]', 'h = tanh(W @ x[t-1]) + h[t-1]'],
    ['one bias more', 'h = tanh(W @ x + b) + h[t-1]', 'h = tanh(W @ x + b + c) + h[t-1]'],
    ['a shared parameter', 'h = b * tanh(a) + h[t-1]', 'h = b * tanh(b) + h[t-1]'],
    ['a shared matrix', 'h = W @ x + tanh(R @ x)', 'h = W @ x + tanh(W @ x) + 0 * (R @ x)'],
    ['the divided', 'h = tanh(W @ x) / exp(b)', 'h = exp(b) / tanh(W @ x)'],
    [
      'the state',
      'c = c[t-1] + W @ x\nh = c * h[t-1]',
      'c = c[t-1] + W @ x\nh = c * c[t-1] + 0 * h[t-1]',
    ],
  ];
  test.each(others)('tells cells apart that differ in %s', (_what, one, other) => {
    expect(sameCell(makeCell(one), makeCell(other))).toBeUndefined();
    expect(sameCell(makeCell(other), makeCell(one))).toBeUndefined();
  });
});
