import { hasErrors, type Staged } from '../base/problem.ts';
import { remember } from '../base/remember.ts';
import type {
  Assignment,
  Cell,
  CellParameter,
  CellSource,
  CellState,
  Expression,
  ParameterRole,
} from './cell.ts';
import { checkNames } from './checkNames.ts';
import { inferSizes } from './inferSizes.ts';
import { type Equation, parseEquations } from './parseEquations.ts';
import { sizeOfValue } from './sizes.ts';
import { walkExpression } from './walk.ts';

/**
 * Reads a cell and derives its states, parameters and sizes. The value is `undefined` when there
 * are errors. Ranges are offsets into `source.equations`.
 */
export function parseCell(source: CellSource): Staged<Cell | undefined> {
  const { value, problems } = readCell(source);
  return { value: hasErrors(problems) ? undefined : value, problems };
}

/**
 * What the lines that can be read say of a cell, for what can be shown while somebody types. The same
 * source gives the same cell.
 */
export const readCell = remember((source: CellSource): Staged<Cell> => {
  const { value: equations, problems } = parseEquations(source.equations);
  const sizes = inferSizes(source, equations);
  // Names are judged only when every line could be read: a lost line would make false problems.
  const names = problems.length > 0 ? [] : checkNames(source, equations);
  const all = [...problems, ...names, ...sizes.problems].sort(
    (a, b) => a.range.start - b.range.start,
  );
  const states = collectStates(source, equations);
  const cell: Cell = {
    ...source,
    states,
    parameters: collectParameters(equations, sizes.value),
    assignments: equations.map((equation) => toAssignment(source, equation, states)),
  };
  return { value: cell, problems: all };
});

/** The part of a parameter's name before the first underscore: `W` of `W_i`. */
export function stemOf(name: string): string {
  return name.split('_', 1)[0] ?? name;
}

function collectStates(source: CellSource, equations: readonly Equation[]): readonly CellState[] {
  const names = new Set<string>();
  for (const { expression } of equations) {
    for (const part of walkExpression(expression)) {
      if (part.kind === 'previous') {
        names.add(part.name);
      }
    }
  }
  return [...names].map((name) => ({ name, size: sizeOfValue(source, name) }));
}

function toAssignment(
  source: CellSource,
  equation: Equation,
  states: readonly CellState[],
): Assignment {
  const { name, expression, range } = equation;
  const isState = states.some((state) => state.name === name);
  const squashing = squashingRole(expression);
  // A gate that the next step reads is still a gate; what a layer gives out is not.
  const isGate = squashing === 'gate' && name !== source.output;
  return {
    name,
    role: isState && !isGate ? 'state' : squashing,
    size: sizeOfValue(source, name),
    expression,
    range,
  };
}

function squashingRole(expression: Expression): Assignment['role'] {
  if (expression.kind !== 'call') {
    return 'value';
  }
  return expression.function === 'sigmoid' ? 'gate' : 'candidate';
}

function collectParameters(
  equations: readonly Equation[],
  sizes: ReadonlyMap<string, CellParameter['shape']>,
): readonly CellParameter[] {
  const found = new Map<string, CellParameter>();
  const recurrentNames = new Set<string>();
  for (const { name: equation, expression } of equations) {
    const isRecurrent = (part: Expression) =>
      [...walkExpression(part)].some(
        (inner) =>
          (inner.kind === 'previous' && inner.name !== 'x') ||
          (inner.kind === 'name' && recurrentNames.has(inner.name)),
      );
    for (const { name, role } of parameterUses(expression, isRecurrent)) {
      const shape = sizes.get(name);
      if (shape && !found.has(name)) {
        const stem = stemOf(name);
        const gate = name.slice(stem.length + 1) || equation;
        found.set(name, { name, stem, gate, shape, role });
      }
    }
    if (isRecurrent(expression)) {
      recurrentNames.add(equation);
    }
  }
  return [...found.values()];
}

/** Names with what they do where they stand; assigned names are sorted out by the caller. */
function* parameterUses(
  expression: Expression,
  isRecurrent: (part: Expression) => boolean,
  vectorRole: ParameterRole = 'bias',
): Generator<{ name: string; role: ParameterRole }> {
  switch (expression.kind) {
    case 'number':
    case 'previous':
      return;
    case 'name':
      yield { name: expression.name, role: vectorRole };
      return;
    case 'negate':
      yield* parameterUses(expression.operand, isRecurrent, vectorRole);
      return;
    case 'call':
      for (const argument of expression.arguments) {
        yield* parameterUses(argument, isRecurrent);
      }
      return;
    case 'binary': {
      const { operator, left, right } = expression;
      if (operator === '@' && left.kind === 'name') {
        yield { name: left.name, role: isRecurrent(right) ? 'recurrent' : 'input' };
        yield* parameterUses(right, isRecurrent);
        return;
      }
      const role = operator === '*' || operator === '/' ? 'peephole' : 'bias';
      yield* parameterUses(left, isRecurrent, role);
      yield* parameterUses(right, isRecurrent, role);
    }
  }
}
