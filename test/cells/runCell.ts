import { present } from '../../src/base/invariant.ts';
import type { Cell, CellSizes, CellSource, Expression } from '../../src/cells/cell.ts';
import type { FunctionName } from '../../src/cells/functions.ts';
import { parseCell } from '../../src/cells/parseCell.ts';
import { lengthsOf, widthOf } from '../../src/cells/sizes.ts';
import { cellLibrary } from '../../src/resolve/cellLibrary.ts';
import { plainCell } from '../../src/resolve/plainCell.ts';
import type { OptionValues } from '../../src/spec/spec.ts';

/** A cell with the given equations. */
export function makeCell(equations: string, rest: Partial<CellSource> = {}): Cell {
  const source = {
    name: 'test',
    output: 'h',
    summary: '',
    source: '',
    size: {},
    init: {},
    ...rest,
    equations,
  };
  const { value, problems } = parseCell(source);
  return present(value, `a cell without problems: ${problems.map(({ message }) => message)}`);
}

/** A cell of the library with a layer's options. */
export function libraryCell(name: string, options: OptionValues = {}): Cell {
  const definition = present(cellLibrary().get(name), name);
  return present(plainCell(definition, options), name);
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
  sizes: CellSizes,
  uniform: () => number,
): Readonly<Record<string, { shape: number[]; data: Float32Array }>> {
  return Object.fromEntries(
    cell.parameters.map(({ name, shape }) => {
      const lengths = [...lengthsOf(shape, sizes)];
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
  sizes: CellSizes,
  sequence: readonly (readonly number[])[],
  initial: Readonly<Record<string, readonly number[]>> = {},
): ReadonlyMap<string, readonly number[]>[] {
  const filled = (name: string, value: number) =>
    Array<number>(widthOf(cell, name, sizes)).fill(value);
  let before = new Map(cell.states.map(({ name }) => [name, initial[name] ?? filled(name, 0)]));
  return sequence.map((x) => {
    const values = new Map<string, readonly number[]>([['x', [...x]]]);
    for (const { name, expression } of cell.assignments) {
      const value = compute(expression, { values, before, parameters });
      values.set(name, typeof value === 'number' ? filled(name, value) : value);
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

function compute(expression: Expression, step: Step): Value {
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
      return functions[expression.function](
        expression.arguments.map((argument) => compute(argument, step)),
      );
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

/** A number, or one number for each unit. */
type Value = number | readonly number[];

const functions: { readonly [K in FunctionName]: (values: readonly Value[]) => Value } = {
  sigmoid: unary((value) => 1 / (1 + Math.exp(-value))),
  tanh: unary(Math.tanh),
  relu: unary((value) => Math.max(0, value)),
  exp: unary(Math.exp),
  log: unary(Math.log),
  sqrt: unary(Math.sqrt),
  softplus: unary((value) => Math.log1p(Math.exp(value))),
  abs: unary(Math.abs),
  max: ([a = 0, b = 0]) => pairs(a, b, Math.max),
  min: ([a = 0, b = 0]) => pairs(a, b, Math.min),
  layer_norm: ([first = 0, ...others]) => {
    const all = [first, ...others].flat();
    const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
    const variance = all.reduce((sum, value) => sum + (value - mean) ** 2, 0) / all.length;
    return map(first, (value) => (value - mean) / Math.sqrt(variance + 1e-5));
  },
};

function unary(compute: (value: number) => number): (values: readonly Value[]) => Value {
  return ([value = 0]) => map(value, compute);
}

function map(value: Value, compute: (entry: number) => number): Value {
  return typeof value === 'number' ? compute(value) : value.map(compute);
}

function combine(operator: '*' | '+' | '-' | '/', left: Value, right: Value): Value {
  return pairs(left, right, (a, b) =>
    operator === '*' ? a * b : operator === '+' ? a + b : operator === '-' ? a - b : a / b,
  );
}

function pairs(left: Value, right: Value, apply: (a: number, b: number) => number): Value {
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
