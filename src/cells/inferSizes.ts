import { errorAt, type Problem, type Staged } from '../base/problem.ts';
import type { CellSource, Expression, SizeName } from './cell.ts';
import type { Equation } from './parseEquations.ts';
import {
  findSize,
  knownSize,
  type SizeVariable,
  sizeOfValue,
  unifySizes,
  unknownSize,
} from './sizes.ts';

/** The sizes of a cell's parameters by name: `[rows, columns]` or `[length]`. */
export type ParameterSizes = ReadonlyMap<string, readonly SizeName[]>;

/**
 * Finds the size of every parameter by unification: `x` is `input` wide, what is assigned is as wide
 * as the cell says (`hidden` where it does not), elementwise operands are equal, `M @ v` has as many
 * columns as `v` is wide. A size that nothing decides is `hidden`.
 */
export function inferSizes(
  source: CellSource,
  equations: readonly Equation[],
): Staged<ParameterSizes> {
  const context: Context = {
    source,
    assigned: new Set(equations.map((equation) => equation.name)),
    parameters: new Map(),
    problems: [],
  };
  for (const { name, nameRange, expression } of equations) {
    const size = sizeOfValue(source, name);
    const reason = Object.hasOwn(source.size, name)
      ? `"${name}" is "${size}" wide, as the cell says`
      : `"${name}" is "hidden" wide, as every value without a "size"`;
    const target = knownSize(size, reason, nameRange);
    unify(context, target, sizeOfExpression(context, expression), expression);
  }
  const sizes = new Map<string, readonly SizeName[]>();
  for (const [name, use] of context.parameters) {
    sizes.set(
      name,
      use.axes.map((axis) => findSize(axis).known?.size ?? 'hidden'),
    );
  }
  return { value: sizes, problems: context.problems };
}

interface Context {
  readonly source: CellSource;
  readonly assigned: ReadonlySet<string>;
  readonly parameters: Map<string, { axes: SizeVariable[]; expression: Expression }>;
  readonly problems: Problem[];
}

/** `undefined` is a plain number, which fits every size. */
function sizeOfExpression(context: Context, expression: Expression): SizeVariable | undefined {
  switch (expression.kind) {
    case 'number':
      return undefined;
    case 'previous':
      return sizeOfKnown(context, expression.name, `"${expression.name}[t-1]"`, expression);
    case 'name':
      return sizeOfName(context, expression);
    case 'negate':
      return sizeOfExpression(context, expression.operand);
    case 'call':
      return expression.function === 'layer_norm'
        ? sizeOfNorm(context, expression.arguments)
        : sizeOfElementwise(context, expression.arguments, expression);
    case 'binary':
      return expression.operator === '@'
        ? sizeOfProduct(context, expression)
        : sizeOfElementwise(context, [expression.left, expression.right], expression);
  }
}

function sizeOfName(
  context: Context,
  expression: Extract<Expression, { kind: 'name' }>,
): SizeVariable | undefined {
  const { name } = expression;
  return name === 'x' || context.assigned.has(name)
    ? sizeOfKnown(context, name, `"${name}"`, expression)
    : parameterAxes(context, expression, 1)?.[0];
}

/** The size of the step's input or of an assigned value, of this step or of the one before. */
function sizeOfKnown({ source }: Context, name: string, text: string, at: Expression) {
  const size = sizeOfValue(source, name);
  return knownSize(size, `${text} is "${size}" wide`, at.range);
}

function sizeOfProduct(
  context: Context,
  expression: Extract<Expression, { kind: 'binary' }>,
): SizeVariable | undefined {
  const { left, right } = expression;
  const operand = sizeOfExpression(context, right);
  const isParameter = left.kind === 'name' && left.name !== 'x' && !context.assigned.has(left.name);
  if (!isParameter || operand === undefined) {
    const [range, message] = isParameter
      ? [right.range, 'The right side of "@" must be a vector, not a number: use "*" for numbers']
      : [
          left.range,
          'The left side of "@" must be the name of a parameter matrix, as in "W_i @ x"',
        ];
    context.problems.push(errorAt(range, 'cell.syntax', message));
    return undefined;
  }
  const axes = parameterAxes(context, left, 2);
  unify(context, axes?.[1], operand, right);
  return axes?.[0];
}

/** All operands are equally wide; numbers fit to any width. */
function sizeOfElementwise(
  context: Context,
  operands: readonly Expression[],
  at: Expression,
): SizeVariable | undefined {
  const sizes = operands.flatMap((operand) => sizeOfExpression(context, operand) ?? []);
  const [first, ...others] = sizes;
  for (const other of others) {
    unify(context, first, other, at);
  }
  return first;
}

/** The first argument gives the width; the others only count, so they may be as wide as they are. */
function sizeOfNorm(context: Context, operands: readonly Expression[]): SizeVariable | undefined {
  const sizes = operands.map((operand) => sizeOfExpression(context, operand));
  const place = sizes.indexOf(undefined);
  const at = operands[place];
  if (at) {
    const message = 'An argument of "layer_norm" must be a vector, not a number: remove it';
    context.problems.push(errorAt(at.range, 'cell.syntax', message));
  }
  return sizes[0];
}

/** The axes of a parameter, made at its first use; a use with another rank is a problem. */
function parameterAxes(
  context: Context,
  expression: Extract<Expression, { kind: 'name' }>,
  rank: 1 | 2,
): SizeVariable[] | undefined {
  const { name } = expression;
  const known = context.parameters.get(name);
  if (known === undefined) {
    const axes = Array.from({ length: rank }, unknownSize);
    context.parameters.set(name, { axes, expression });
    return axes;
  }
  if (known.axes.length !== rank) {
    const [now, before] = rank === 2 ? ['matrix', 'vector'] : ['vector', 'matrix'];
    context.problems.push(
      errorAt(
        expression.range,
        'cell.matrix-and-vector',
        `"${name}" is used as a ${now} here and as a ${before} before: give one of them another name`,
        [{ range: known.expression.range, message: `"${name}" is used as a ${before} here` }],
      ),
    );
    return undefined;
  }
  return known.axes;
}

function unify(
  context: Context,
  a: SizeVariable | undefined,
  b: SizeVariable | undefined,
  at: Expression,
): void {
  const conflict = a && b && unifySizes(a, b);
  if (conflict) {
    const { left, right } = conflict;
    context.problems.push(
      errorAt(
        at.range,
        'cell.size-conflict',
        `Sizes do not fit: ${left.reason}, but ${right.reason}; put a matrix before one of them, as in "W @ x"`,
        [
          { range: left.range, message: left.reason },
          { range: right.range, message: right.reason },
        ],
      ),
    );
  }
}
