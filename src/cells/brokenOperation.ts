import type { BinaryOperator, Expression } from './cell.ts';
import { type FunctionName, layerNormEpsilon } from './functions.ts';
import { partsOf } from './walk.ts';

/** Numbers by the names in an equation, for one sequence at one time step. */
export interface EquationValues {
  /** `x`, a value assigned above, or a parameter, whose matrices are row-major. */
  readonly named: (name: string) => ArrayLike<number>;
  /** A value of the step before. */
  readonly before: (name: string) => ArrayLike<number>;
}

/** An operation with what it gives. */
export interface BrokenOperation {
  readonly expression: Expression;
  /** The first number of it that is not finite: an infinity or NaN. */
  readonly value: number;
}

/**
 * The innermost operation of an equation, first from the left, that makes something else than finite
 * numbers of finite ones, computed in float32 as training does; `undefined` where there is none.
 */
export function brokenOperation(
  expression: Expression,
  values: EquationValues,
): BrokenOperation | undefined {
  for (const part of partsOf(expression)) {
    // A matrix by itself is no vector; the product looks at it.
    const broken = brokenOperation(part, values);
    if (broken) {
      return broken;
    }
  }
  const result = compute(expression, values);
  const value = result.find((number) => !Number.isFinite(number));
  return value === undefined ? undefined : { expression, value };
}

function compute(expression: Expression, values: EquationValues): readonly number[] {
  const inner = (part: Expression) => compute(part, values);
  switch (expression.kind) {
    case 'number':
      return [expression.value];
    case 'name':
      return Array.from(values.named(expression.name));
    case 'previous':
      return Array.from(values.before(expression.name));
    case 'negate':
      return inner(expression.operand).map((value) => -value);
    case 'call':
      return functions[expression.function](expression.arguments.map(inner));
    case 'binary': {
      const [left, right] = [inner(expression.left), inner(expression.right)];
      return expression.operator === '@'
        ? product(left, right)
        : elementwise(operators[expression.operator])([left, right]);
    }
  }
}

type Compute = (operands: readonly (readonly number[])[]) => readonly number[];

const operators: {
  readonly [K in Exclude<BinaryOperator, '@'>]: (a: number, b: number) => number;
} = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
};

const functions: { readonly [K in FunctionName]: Compute } = {
  sigmoid: elementwise((x) => 1 / (1 + Math.exp(-x))),
  tanh: elementwise(Math.tanh),
  relu: elementwise((x) => Math.max(x, 0)),
  exp: elementwise(Math.exp),
  log: elementwise(Math.log),
  sqrt: elementwise(Math.sqrt),
  softplus: elementwise((x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))),
  abs: elementwise(Math.abs),
  max: elementwise(Math.max),
  min: elementwise(Math.min),
  layer_norm: layerNorm,
};

/** Number by number, rounded to float32; one number alone goes with all. */
function elementwise(apply: (...numbers: number[]) => number): Compute {
  return (operands) => {
    const length = Math.max(...operands.map((operand) => operand.length));
    return Array.from({ length }, (_, index) =>
      Math.fround(apply(...operands.map((one) => one[one.length === 1 ? 0 : index] as number))),
    );
  };
}

function product(matrix: readonly number[], vector: readonly number[]): readonly number[] {
  const columns = vector.length;
  return Array.from({ length: matrix.length / columns }, (_, row) =>
    vector.reduce(
      (sum, value, column) =>
        Math.fround(sum + Math.fround((matrix[row * columns + column] as number) * value)),
      0,
    ),
  );
}

/** The first operand minus the mean, over the standard deviation, of all of them together. */
function layerNorm(operands: readonly (readonly number[])[]): readonly number[] {
  const all = operands.flat();
  const mean = all.reduce((sum, value) => Math.fround(sum + value), 0) / all.length;
  const squares = all.map((value) => Math.fround((value - mean) ** 2));
  const variance = squares.reduce((sum, value) => Math.fround(sum + value), 0) / all.length;
  const deviation = Math.sqrt(variance + layerNormEpsilon);
  return (operands[0] ?? []).map((value) => Math.fround((value - mean) / deviation));
}
