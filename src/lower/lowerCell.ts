import { invariant, present } from '../base/invariant.ts';
import type { BinaryOperator, Cell, CellSizes, Expression } from '../cells/cell.ts';
import { cellValues } from '../cells/cellValues.ts';
import { lengthsOf, widthOf } from '../cells/sizes.ts';
import {
  type AffineGroup,
  type AffinePart,
  type AffineProduct,
  biasKey,
  type PlannedPart,
  planStacks,
  type StackPlan,
} from '../cells/stacks.ts';
import { type BinaryKind, GraphBuilder } from '../graph/builder.ts';
import type { Graph, Value } from '../graph/graph.ts';
import { lowerFunction } from './lowerFunction.ts';

/** One step of a cell as the body of a loop. */
export interface CellStep {
  /**
   * Inputs: states `[B, width]`, the step's input `[B, I]`, with `taps` an addend `[B, width]` for it
   * and for every assignment, then one tensor per stack of parameters: `[rows, columns]` or
   * `[length]`, then a mask `[B, width]` per state of `masked`. Outputs: the next states, then the
   * values of `stacked`.
   */
  readonly body: Graph;
  /** The states, `carried` ones included. */
  readonly states: readonly StepState[];
  readonly plan: StackPlan;
}

/** A value that goes from one step to the next, `[B, width]`. */
export interface StepState {
  readonly name: string;
  readonly width: number;
}

/** What a loop over a cell is to take and to give besides states and parameters. */
export interface CellOptions {
  /** Values that the loop gives out at every step. */
  readonly stacked: readonly string[];
  /** Values that are no states but whose last value is wanted. */
  readonly carried?: readonly string[];
  /** States that products with a matrix read through a mask. */
  readonly masked?: readonly string[];
  /**
   * Whether something is added to `x` and to every value, in the order of `cellValues`: zeros, by which
   * the loss can be differentiated to learn how it depends on a value in the middle of the cell.
   */
  readonly taps?: boolean;
}

/** Writes one time step of a cell as a graph, with gates that share an operand stacked. */
export function lowerCell(cell: Cell, sizes: CellSizes, options: CellOptions): CellStep {
  const { stacked, carried = [], masked = [], taps = false } = options;
  const b = new GraphBuilder();
  const plan = planStacks(cell);
  const names = cell.states.map((state) => state.name);
  const states = [...names, ...carried.filter((name) => !names.includes(name))].map((name) => ({
    name,
    width: widthOf(cell, name, sizes),
  }));
  const stateInputs = states.map(({ name, width }) => b.input(`${name}[t-1]`, ['B', width]));
  const x = b.input('x', ['B', widthOf(cell, 'x', sizes)]);
  const tapInputs = new Map(
    (taps ? cellValues(cell) : []).map(({ name }) => [
      name,
      b.input(`tap.${name}`, ['B', widthOf(cell, name, sizes)]),
    ]),
  );
  const tapped = (name: string, value: Value) => {
    const tap = tapInputs.get(name);
    return tap ? b.add(value, tap) : value;
  };
  const stackInputs = plan.stacks.map(({ key, parameters: [first, ...more] }) => {
    const [rows = 0, ...columns] = lengthsOf(first?.shape ?? [], sizes);
    return b.input(key, [rows * (more.length + 1), ...columns]);
  });
  const before = new Map(states.map(({ name }, index) => [name, stateInputs[index] as Value]));
  const maskInputs = masked.map((name) =>
    b.input(`mask.${name}`, ['B', widthOf(cell, name, sizes)]),
  );
  const seen = masked.map((name, index): [string, Value] => [
    name,
    b.multiply(present(before.get(name), name), maskInputs[index] as Value),
  ]);
  const step: Step = {
    b,
    sizes,
    plan,
    values: new Map([['x', tapped('x', x)]]),
    before,
    inProducts: new Map([...before, ...seen]),
    stacks: new Map(plan.stacks.map(({ key }, index) => [key, stackInputs[index] as Value])),
    pieces: new Map(),
  };
  for (const { name, expression } of cell.assignments) {
    const value = lowerExpression(step, expression);
    step.values.set(name, tapped(name, b.expand(value, ['B', widthOf(cell, name, sizes)])));
  }
  const outputs = [...states.map(({ name }) => name), ...stacked].map((name, index) => ({
    name: index < states.length ? nextName(name) : name,
    value: present(step.values.get(name), `value ${name} of ${cell.name}`),
  }));
  const inputs = [...stateInputs, x, ...tapInputs.values(), ...stackInputs, ...maskInputs];
  const body = b.finish(cell.name, outputs, inputs);
  return { body, states, plan };
}

/** What a body's output is called that is the next value of a state. */
export function nextName(state: string): string {
  return `next.${state}`;
}

interface Step {
  readonly b: GraphBuilder;
  readonly sizes: CellSizes;
  readonly plan: StackPlan;
  /** `x` and what is assigned so far. */
  readonly values: Map<string, Value>;
  readonly before: ReadonlyMap<string, Value>;
  /** The same as products with a matrix read it. */
  readonly inProducts: ReadonlyMap<string, Value>;
  readonly stacks: ReadonlyMap<string, Value>;
  /** The values of affine parts, filled group by group. */
  readonly pieces: Map<AffinePart, Value>;
}

const operators: { readonly [K in Exclude<BinaryOperator, '@'>]: BinaryKind } = {
  '+': 'add',
  '-': 'subtract',
  '*': 'multiply',
  '/': 'divide',
};

function lowerExpression(step: Step, expression: Expression): Value {
  const planned = step.plan.parts.get(expression);
  return planned
    ? planned.part.rest.reduce(
        (sum, term) => step.b.add(sum, lowerExpression(step, term)),
        pieceOf(step, planned),
      )
    : lowerOperation(step, expression);
}

/** A formula without an affine part by its outermost operation. */
function lowerOperation(step: Step, expression: Expression): Value {
  const { b } = step;
  switch (expression.kind) {
    case 'number':
      return b.constant(expression.value);
    case 'name':
      return step.values.get(expression.name) ?? parameter(step, expression.name);
    case 'previous':
      return present(step.before.get(expression.name), `state ${expression.name}`);
    case 'negate':
      return b.unary('negate', lowerExpression(step, expression.operand));
    case 'call':
      return lowerCall(step, expression);
    case 'binary': {
      const { operator, left, right } = expression;
      invariant(operator !== '@', 'a product with a matrix is an affine part');
      const operand = lowerExpression(step, right);
      return b.binary(operators[operator], lowerExpression(step, left), operand);
    }
  }
}

function lowerCall(step: Step, call: Extract<Expression, { kind: 'call' }>): Value {
  const values = call.arguments.map((argument) => lowerExpression(step, argument));
  // What is made of parameters only is the same for the whole batch, and has no axis for it.
  const rows = (value: Value) => step.b.expand(value, ['B', value.shape.at(-1) as number]);
  const operands = call.function === 'layer_norm' ? values.map(rows) : values;
  return lowerFunction(step.b, call.function, operands);
}

/** An operand of a product as a matrix: a vector, made of parameters only, is one row. */
function asRows(b: GraphBuilder, value: Value): Value {
  return value.shape.length === 1 ? b.reshape(value, [1, ...value.shape]) : value;
}

/** One parameter of its own, cut out of its stack. */
function parameter(step: Step, name: string): Value {
  const stack = present(
    step.plan.stacks.find(({ parameters }) => parameters.some((one) => one.name === name)),
    `the stack of ${name}`,
  );
  const whole = present(step.stacks.get(stack.key), stack.key);
  const sizes = stack.parameters.flatMap(({ shape }) => lengthsOf(shape.slice(0, 1), step.sizes));
  const place = stack.parameters.findIndex((one) => one.name === name);
  return present(step.b.split(whole, 0, sizes)[place], name);
}

/** The value of an affine part: its group is computed as one when the first of it is asked for. */
function pieceOf(step: Step, { part, group }: PlannedPart): Value {
  const known = step.pieces.get(part);
  if (known) {
    return known;
  }
  const whole = lowerGroup(step, group);
  const width = (whole.shape[1] as number) / group.parts.length;
  const widths = group.parts.map(() => width);
  step.b.split(whole, 1, widths).forEach((piece, index) => {
    step.pieces.set(group.parts[index] as AffinePart, piece);
  });
  return present(step.pieces.get(part), 'a piece');
}

/** `[B, n·rows]` for the n sums of a group: the products first, then the biases, then states. */
function lowerGroup(step: Step, group: AffineGroup): Value {
  const { b } = step;
  const [first] = group.parts;
  const terms = (first?.products ?? []).map(({ key }) =>
    lowerProducts(
      step,
      group.parts.map(
        (part) => part.products.find((product) => product.key === key) as AffineProduct,
      ),
    ),
  );
  if (first?.bias !== undefined) {
    terms.splice(1, 0, stackedBias(step, group));
  }
  return terms.reduce((sum, term) => b.add(sum, term));
}

/** The products of some matrices with their one operand, `[B, n·rows]`, cut from the whole stack's. */
function lowerProducts(step: Step, products: readonly AffineProduct[]): Value {
  const { b, plan } = step;
  const [{ operand, key }] = products as [AffineProduct];
  const stack = plan.stacks.find((candidate) => candidate.key === key);
  const names = stack?.parameters.map((one) => one.name) ?? [];
  const places = products.map((product) => names.indexOf(product.matrix));
  const value = asRows(b, lowerExpression({ ...step, before: step.inProducts }, operand));
  if (!stack || places.includes(-1) || new Set(places).size < places.length) {
    // A matrix that is used with a second operand lies in the stack of the first, and one that is
    // used twice has no place of its own for each sum.
    const single = ({ matrix }: AffineProduct) => b.transposeMatrix(parameter(step, matrix));
    return b.concat(
      products.map((product) => b.matmul(value, single(product))),
      1,
    );
  }
  const whole = present(step.stacks.get(key), key);
  const all = b.matmul(value, b.transposeMatrix(whole));
  const { starts, lengths } = runsOf(names.length, places);
  const rows = (whole.shape[0] as number) / names.length;
  const pieces = b.split(
    all,
    1,
    lengths.map((length) => length * rows),
  );
  const wanted = places.flatMap((place) => {
    const run = starts.indexOf(place);
    return run < 0 ? [] : [pieces[run] as Value];
  });
  return b.concat(wanted, 1);
}

/**
 * Cuts 0 … n−1 into runs so that the places are made of whole runs: where places follow each other
 * they share a run, and so do the numbers between them.
 */
function runsOf(n: number, places: readonly number[]) {
  const starts: number[] = [];
  for (let index = 0; index < n; index++) {
    const continues =
      index > 0 &&
      places.includes(index) === places.includes(index - 1) &&
      (!places.includes(index) || places.indexOf(index) === places.indexOf(index - 1) + 1);
    if (!continues) {
      starts.push(index);
    }
  }
  const lengths = starts.map((start, run) => (starts[run + 1] ?? n) - start);
  return { starts, lengths };
}

/** The biases of a group as one vector. */
function stackedBias(step: Step, group: AffineGroup): Value {
  const names = group.parts.map((part) => part.bias ?? '');
  const stack = step.plan.stacks.find(({ key }) => key === biasKey(group));
  const isWhole = names.join() === stack?.parameters.map((one) => one.name).join();
  return isWhole
    ? present(step.stacks.get(biasKey(group)), biasKey(group))
    : step.b.concat(
        names.map((name) => parameter(step, name)),
        0,
      );
}
