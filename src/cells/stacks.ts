import { present } from '../base/invariant.ts';
import type { Cell, CellParameter, Expression } from './cell.ts';
import { ownStates } from './ownStates.ts';
import { printExpression } from './printExpression.ts';
import { partsOf, walkExpression } from './walk.ts';

/**
 * The part `W @ x + R @ h[t-1] + b` of a sum: products with parameter matrices, each with another
 * operand, and at most one bias. Parts with the same operands are computed as one. A second product
 * with the same operand (`U @ x`) is left to the rest, where it is an affine part of its own.
 */
export interface AffinePart {
  readonly products: readonly AffineProduct[];
  readonly bias: string | undefined;
  /** What is left of the sum. */
  readonly rest: readonly Expression[];
}

/** One product `W @ x` of an affine part. */
export interface AffineProduct {
  readonly matrix: string;
  readonly operand: Expression;
  /** Rows and operand as text: matrices with equal keys are stacked. */
  readonly key: string;
}

/** Parameters that lie together and are used as one tensor. */
export interface ParameterStack {
  /**
   * What holds them together, unique in the plan: `hidden rows on x` for matrices (see
   * `AffineProduct.key`), `biasKey` of a group for biases, the parameter's name for one by itself.
   */
  readonly key: string;
  readonly parameters: readonly CellParameter[];
}

/** Affine parts with the same operands, and with or without a bias. */
export interface AffineGroup {
  /** The keys of the products and, where there is one, `bias`: equal for exactly these parts. */
  readonly key: string;
  readonly parts: readonly AffinePart[];
}

/** How the products and sums of a cell are put together. */
export interface StackPlan {
  /** The affine part of every sum that has one, by the sum itself, with its group. */
  readonly parts: ReadonlyMap<Expression, PlannedPart>;
  /** A partition of the cell's parameters, in the order in which they lie in the flat vector. */
  readonly stacks: readonly ParameterStack[];
}

/** An affine part and the group that it is computed with. */
export interface PlannedPart {
  readonly part: AffinePart;
  readonly group: AffineGroup;
}

/**
 * Plans which gates share an operand, so that they become one matrix: for an LSTM all `W` form one
 * `[4·hidden, input]` and all `R` one `[4·hidden, hidden]`, rows in the order of the equations, as
 * in PyTorch. Stacking is layout only: parameters stay per gate.
 */
export function planStacks(cell: Cell): StackPlan {
  const plan = known.get(cell) ?? makePlan(cell);
  known.set(cell, plan);
  return plan;
}

/** Only a memory of a pure function: every layer with a cell asks for its plan at every change. */
const known = new WeakMap<Cell, StackPlan>();

function makePlan(cell: Cell): StackPlan {
  const sums = new Map(
    cell.assignments.flatMap(({ expression }) => [...affineParts(cell, expression)]),
  );
  const parts = [...sums.values()];
  const groups = groupBy(parts, groupKey).map(([key, members]) => ({ key, parts: members }));
  const groupOf = new Map(groups.flatMap((group) => group.parts.map((part) => [part, group])));
  const used = new Set<string>();
  const stackOf = (key: string, names: readonly string[]): ParameterStack[] => {
    const fresh = names.filter((name) => !used.has(name));
    for (const name of fresh) {
      used.add(name);
    }
    const parameters = fresh.map((name) => findParameter(cell, name));
    return fresh.length > 0 ? [{ key, parameters }] : [];
  };
  const products = groupBy(
    parts.flatMap((part) => part.products),
    (product) => product.key,
  );
  const matrices = products.flatMap(([key, list]) =>
    stackOf(key, unique(list.map((p) => p.matrix))),
  );
  const biases = groups.flatMap((group) =>
    stackOf(biasKey(group), unique(group.parts.flatMap((part) => part.bias ?? []))),
  );
  const others = cell.parameters.flatMap(({ name }) => stackOf(name, [name]));
  return {
    parts: new Map(
      [...sums].map(([sum, part]) => [sum, { part, group: present(groupOf.get(part), 'a group') }]),
    ),
    stacks: [...matrices, ...biases, ...others],
  };
}

/** The states of a cell's own that products with matrices read. */
export function statesInProducts(cell: Cell): readonly string[] {
  const operands = [...planStacks(cell).parts.values()].flatMap(({ part }) =>
    part.products.map((product) => product.operand),
  );
  const read = operands.flatMap((operand) => [...walkExpression(operand)]);
  return ownStates(cell).flatMap(({ name }) =>
    read.some((one) => one.kind === 'previous' && one.name === name) ? name : [],
  );
}

/** The key of the stack that holds the biases of a group. */
export function biasKey(group: AffineGroup): string {
  return `bias of ${group.key}`;
}

function groupKey(part: AffinePart): string {
  const operands = part.products.map((product) => product.key);
  return [...operands, ...(part.bias === undefined ? [] : ['bias'])].join(' + ');
}

/** The affine part of a sum, if the formula is one that multiplies a matrix. */
function affinePartOf(cell: Cell, sum: Expression): AffinePart | undefined {
  const products = new Map<string, AffineProduct>();
  const rest: Expression[] = [];
  let bias: string | undefined;
  for (const term of termsOf(sum)) {
    if (term.kind === 'binary' && term.operator === '@' && term.left.kind === 'name') {
      const key = productKey(cell, term.left.name, term.right);
      if (!products.has(key)) {
        products.set(key, { matrix: term.left.name, operand: term.right, key });
        continue;
      }
    } else if (term.kind === 'name' && bias === undefined && isParameter(cell, term.name)) {
      bias = term.name;
      continue;
    }
    rest.push(term);
  }
  // What does not depend on a state comes first, so that it leaves the loop as one sum.
  const ordered = [...products.values()].sort(
    (a, b) => Number(!isInput(a.operand)) - Number(!isInput(b.operand)),
  );
  return products.size > 0 ? { products: ordered, bias, rest } : undefined;
}

/** `hidden rows on h[t-1]`; with its blanks it is the name of no parameter. */
function productKey(cell: Cell, matrix: string, operand: Expression): string {
  return `${findParameter(cell, matrix).shape[0]} rows on ${printExpression(operand)}`;
}

function isInput(operand: Expression): boolean {
  return operand.kind === 'name' && operand.name === 'x';
}

/** All sums inside a formula that have an affine part, with the part, outer sums first. */
function* affineParts(
  cell: Cell,
  expression: Expression,
): Generator<readonly [Expression, AffinePart]> {
  const part = affinePartOf(cell, expression);
  if (part) {
    yield [expression, part];
  }
  const terms = termsOf(expression);
  const inside = part
    ? [...part.products.map((product) => product.operand), ...part.rest]
    : terms.length > 1
      ? terms
      : partsOf(expression);
  for (const inner of inside) {
    yield* affineParts(cell, inner);
  }
}

/** The terms of a sum; anything else is one term. */
function termsOf(expression: Expression): readonly Expression[] {
  return expression.kind === 'binary' && expression.operator === '+'
    ? [...termsOf(expression.left), ...termsOf(expression.right)]
    : [expression];
}

function isParameter(cell: Cell, name: string): boolean {
  return cell.parameters.some((parameter) => parameter.name === name);
}

function findParameter(cell: Cell, name: string): CellParameter {
  return present(
    cell.parameters.find((parameter) => parameter.name === name),
    `parameter ${name} of ${cell.name}`,
  );
}

function groupBy<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
): readonly [string, readonly T[]][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return [...groups];
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}
