import { present } from '../../src/base/invariant.ts';
import type { Cell, CellSource, Expression, FunctionName } from '../../src/cells/cell.ts';
import { parseCell } from '../../src/cells/parseCell.ts';

/** A cell with the given equations. */
export function makeCell(equations: string, rest: Partial<CellSource> = {}): Cell {
  const source = { name: 'test', output: 'h', summary: '', source: '', ...rest, equations };
  const { value, problems } = parseCell(source);
  return present(value, `a cell without problems: ${problems.map(({ message }) => message)}`);
}

/** Numbers with a shape, row-major. */
interface Numbers {
  readonly shape: readonly number[];
  readonly data: ArrayLike<number>;
}

/** Parameters by name. */
export type Parameters = Readonly<Record<string, Numbers>>;

/** Random parameters for a cell, from -0.8 to 0.8, exactly representable in float32. */
export function randomParameters(
  cell: Cell,
  sizes: { readonly input: number; readonly hidden: number },
  uniform: () => number,
): Readonly<Record<string, { shape: number[]; data: Float32Array }>> {
  return Object.fromEntries(
    cell.parameters.map(({ name, shape }) => {
      const lengths = shape.map((size) => sizes[size]);
      const length = lengths.reduce((product, axis) => product * axis, 1);
      const data = Float32Array.from({ length }, () => (uniform() - 0.5) * 1.6);
      return [name, { shape: lengths, data }];
    }),
  );
}

/**
 * The equations, one step after the other, for one sequence of vectors, in float64 and as plainly as
 * can be: what every other way of computing a cell is held against. States start at zero, or at
 * `initial`. The values of all equations at every step, by name.
 */
export function runCell(
  cell: Cell,
  parameters: Parameters,
  hiddenSize: number,
  sequence: readonly (readonly number[])[],
  initial: Readonly<Record<string, readonly number[]>> = {},
): ReadonlyMap<string, readonly number[]>[] {
  const zeros = Array<number>(hiddenSize).fill(0);
  let before = new Map(cell.states.map(({ name }) => [name, initial[name] ?? zeros]));
  return sequence.map((x) => {
    const values = new Map<string, readonly number[]>([['x', [...x]]]);
    for (const { name, expression } of cell.assignments) {
      const value = compute(expression, { values, before, parameters });
      values.set(name, typeof value === 'number' ? Array(hiddenSize).fill(value) : value);
    }
    before = new Map(cell.states.map(({ name }) => [name, present(values.get(name), name)]));
    return values;
  });
}

interface Step {
  readonly values: ReadonlyMap<string, readonly number[]>;
  readonly before: ReadonlyMap<string, readonly number[]>;
  readonly parameters: Parameters;
}

function compute(expression: Expression, step: Step): number | readonly number[] {
  switch (expression.kind) {
    case 'number':
      return expression.value;
    case 'name':
      return (
        step.values.get(expression.name) ??
        Array.from(present(step.parameters[expression.name], expression.name).data)
      );
    case 'previous':
      return present(step.before.get(expression.name), expression.name);
    case 'negate':
      return map(compute(expression.operand, step), (value) => -value);
    case 'call':
      return map(compute(expression.argument, step), functions[expression.function]);
    case 'binary': {
      const right = compute(expression.right, step);
      if (expression.operator === '@') {
        const name = expression.left.kind === 'name' ? expression.left.name : '';
        return multiply(present(step.parameters[name], name), right as readonly number[]);
      }
      return combine(expression.operator, compute(expression.left, step), right);
    }
  }
}

const functions: { readonly [K in FunctionName]: (value: number) => number } = {
  sigmoid: (value) => 1 / (1 + Math.exp(-value)),
  tanh: Math.tanh,
  relu: (value) => Math.max(0, value),
  exp: Math.exp,
  log: Math.log,
  sqrt: Math.sqrt,
  softplus: (value) => Math.log1p(Math.exp(value)),
  abs: Math.abs,
};

function map(value: number | readonly number[], compute: (entry: number) => number) {
  return typeof value === 'number' ? compute(value) : value.map(compute);
}

function combine(
  operator: '*' | '+' | '-' | '/',
  left: number | readonly number[],
  right: number | readonly number[],
): number | readonly number[] {
  const apply = (a: number, b: number) =>
    operator === '*' ? a * b : operator === '+' ? a + b : operator === '-' ? a - b : a / b;
  if (typeof left === 'number') {
    return map(right, (value) => apply(left, value));
  }
  return typeof right === 'number'
    ? left.map((value) => apply(value, right))
    : left.map((value, index) => apply(value, right[index] ?? Number.NaN));
}

function multiply(matrix: Numbers, vector: readonly number[]): readonly number[] {
  const [rows = 0, columns = 0] = matrix.shape;
  return Array.from({ length: rows }, (_, row) =>
    vector.reduce(
      (sum, value, column) => sum + (matrix.data[row * columns + column] ?? 0) * value,
      0,
    ),
  );
}
