import type { CellTerms, Factor, Product, Sum } from './cellTerms.ts';

/** A parameter of the cell times a number; without a parameter, the number itself. */
export interface Contribution {
  readonly parameter: string | undefined;
  readonly scale: number;
}

/** For each parameter of the pattern what it must be; one that is not in the map must be zero. */
export type Assignments = ReadonlyMap<string, readonly Contribution[]>;

/**
 * Finds values for the parameters of `pattern` with which its value `patternOutput` is, at every
 * step, the value `cellOutput` of `cell`, however things are named and ordered. A product of the
 * pattern that a zero parameter takes away may be missing in the cell; several of the cell's
 * parameters may add up to one. `undefined` where there are no such values.
 *
 * What is compared is one step: the output's equation and those of all states that it reads, with
 * states bound to states. That is enough, by induction over the steps. States are zero before the
 * first step, so bound states are equal there; where they are equal before a step, equations that
 * are the same but for a consistent renaming, and for the parameters found, make them equal after
 * it. Each name of the pattern has one meaning in the cell, but two may have the same one: then both
 * simply are that value. So neither states nor factors need different partners.
 */
export function unifyTerms(
  pattern: CellTerms,
  patternOutput: string,
  cell: CellTerms,
  cellOutput: string,
): Assignments | undefined {
  const search: Search = { pattern, cell, steps: { left: mostSteps } };
  const [left, right] = [pattern.definition(patternOutput), cell.definition(cellOutput)];
  if (!left || !right) {
    return undefined;
  }
  const start: Bindings = {
    states: new Map(),
    factors: new Map(),
    parameters: new Map(),
    open: [],
  };
  for (const outputBound of unifySums(search, left, right, start)) {
    for (const { parameters } of unifyStates(search, outputBound)) {
      return parameters;
    }
  }
  return undefined;
}

/** Ends the search in equations that are made to be hard; real cells take a few hundred steps. */
const mostSteps = 20_000;

interface Search {
  readonly pattern: CellTerms;
  readonly cell: CellTerms;
  readonly steps: { left: number };
}

/** What was found equal so far. */
interface Bindings {
  /** State of the pattern to state of the cell. */
  readonly states: ReadonlyMap<string, string>;
  /** Factor of the pattern to factor of the cell, by id. */
  readonly factors: ReadonlyMap<number, number>;
  readonly parameters: Assignments;
  /** States of the pattern whose equations are still to be compared. */
  readonly open: readonly string[];
}

/** Compares the equations of all states that were met, and of those met on the way. */
function* unifyStates(search: Search, bindings: Bindings): Generator<Bindings> {
  const [state, ...open] = bindings.open;
  if (state === undefined) {
    yield bindings;
    return;
  }
  const left = search.pattern.definition(state);
  const right = search.cell.definition(bindings.states.get(state) ?? '');
  if (left && right) {
    for (const bound of unifySums(search, left, right, { ...bindings, open })) {
      yield* unifyStates(search, bound);
    }
  }
}

/** One way of giving a product of the pattern to every product of the cell after another. */
function* unifySums(
  search: Search,
  pattern: Sum,
  cell: Sum,
  bindings: Bindings,
): Generator<Bindings> {
  const found = pattern.map((): Contribution[] => []);
  yield* placeProducts(search, pattern, cell, found, bindings);
}

function* placeProducts(
  search: Search,
  pattern: Sum,
  [product, ...rest]: Sum,
  found: readonly (readonly Contribution[])[],
  bindings: Bindings,
): Generator<Bindings> {
  if (search.steps.left-- <= 0) {
    return;
  }
  if (product === undefined) {
    const bound = bindParameters(pattern, found, bindings);
    if (bound) {
      yield bound;
    }
    return;
  }
  for (const [index, candidate] of pattern.entries()) {
    const isTaken = (found[index] ?? []).length > 0 && !parameterOf(candidate);
    if (isTaken) {
      continue;
    }
    for (const [bound, contribution] of unifyProducts(search, candidate, product, bindings)) {
      const next = found.map((list, place) => (place === index ? [...list, contribution] : list));
      yield* placeProducts(search, pattern, rest, next, bound);
    }
  }
}

/** Every parameter gets what its products met; each of its other products must have met the same. */
function bindParameters(
  pattern: Sum,
  found: readonly (readonly Contribution[])[],
  bindings: Bindings,
): Bindings | undefined {
  const parameters = new Map(bindings.parameters);
  for (const [index, product] of pattern.entries()) {
    const name = parameterOf(product);
    const contributions = sortContributions(found[index] ?? []);
    if (name === undefined) {
      if (contributions.length === 0) {
        return undefined;
      }
      continue;
    }
    const known = parameters.get(name);
    if (known && JSON.stringify(known) !== JSON.stringify(contributions)) {
      return undefined;
    }
    parameters.set(name, contributions);
  }
  return { ...bindings, parameters };
}

/** The products are equal; the contribution is what a parameter of the pattern would have to be. */
function* unifyProducts(
  search: Search,
  pattern: Product,
  cell: Product,
  bindings: Bindings,
): Generator<readonly [Bindings, Contribution]> {
  const scale = cell.coefficient / pattern.coefficient;
  const free = pattern.factors.find((factor) => isFree(factor));
  const fixed = pattern.factors.filter((factor) => factor !== free);
  if (!free) {
    if (scale === 1) {
      for (const bound of unifyFactors(search, fixed, cell.factors, bindings)) {
        yield [bound, { parameter: undefined, scale }];
      }
    }
    return;
  }
  if (free.kind === 'parameter' && cell.factors.length === fixed.length) {
    for (const bound of unifyFactors(search, fixed, cell.factors, bindings)) {
      yield [bound, { parameter: undefined, scale }];
    }
    return;
  }
  for (const [index, factor] of cell.factors.entries()) {
    const others = cell.factors.filter((_, place) => place !== index);
    for (const bound of unifyFactors(search, fixed, others, bindings)) {
      yield* bindFree(search, free, factor, scale, bound);
    }
  }
}

function* bindFree(
  search: Search,
  free: Factor,
  factor: Factor,
  scale: number,
  bindings: Bindings,
): Generator<readonly [Bindings, Contribution]> {
  if (free.kind === 'parameter' && factor.kind === 'parameter') {
    yield [bindings, { parameter: factor.name, scale }];
  }
  if (free.kind === 'matmul' && factor.kind === 'matmul') {
    for (const bound of unifyFactors(search, free.vector, factor.vector, bindings)) {
      yield [bound, { parameter: factor.matrix, scale }];
    }
  }
}

/** Pairs up the factors of two products in every possible way. */
function* unifyFactors(
  search: Search,
  [first, ...rest]: readonly Factor[],
  cell: readonly Factor[],
  bindings: Bindings,
): Generator<Bindings> {
  if (rest.length + (first ? 1 : 0) !== cell.length) {
    return;
  }
  if (!first) {
    yield bindings;
    return;
  }
  for (const [index, candidate] of cell.entries()) {
    for (const bound of unifyFactor(search, first, candidate, bindings)) {
      const others = cell.filter((_, place) => place !== index);
      yield* unifyFactors(search, rest, others, bound);
    }
  }
}

function* unifyFactor(
  search: Search,
  pattern: Factor,
  cell: Factor,
  bindings: Bindings,
): Generator<Bindings> {
  const known = bindings.factors.get(pattern.id);
  if (known !== undefined) {
    if (known === cell.id) {
      yield bindings;
    }
    return;
  }
  const factors = new Map(bindings.factors).set(pattern.id, cell.id);
  const bound = { ...bindings, factors };
  if (pattern.kind === 'input' && cell.kind === 'input') {
    yield bound;
  } else if (
    (pattern.kind === 'previous' && cell.kind === 'previous') ||
    (pattern.kind === 'current' && cell.kind === 'current')
  ) {
    yield* bindState(pattern.name, cell.name, bound);
  } else if (pattern.kind === 'call' && cell.kind === 'call') {
    if (pattern.function === cell.function) {
      yield* unifyArguments(search, pattern.arguments, cell.arguments, bound);
    }
  } else if (pattern.kind === 'reciprocal' && cell.kind === 'reciprocal') {
    yield* unifySums(search, pattern.of, cell.of, bound);
  } else if (pattern.kind === 'long' && cell.kind === 'long') {
    yield* unifyArguments(search, [pattern.left, pattern.right], [cell.left, cell.right], bound);
  }
}

function* unifyArguments(
  search: Search,
  [first, ...rest]: readonly Sum[],
  [other, ...others]: readonly Sum[],
  bindings: Bindings,
): Generator<Bindings> {
  if (!first || !other) {
    if (first === other) {
      yield bindings;
    }
    return;
  }
  for (const bound of unifySums(search, first, other, bindings)) {
    yield* unifyArguments(search, rest, others, bound);
  }
}

function* bindState(pattern: string, cell: string, bindings: Bindings): Generator<Bindings> {
  // The input of the step before has no equation and is nothing else.
  if (pattern === 'x' || cell === 'x') {
    if (pattern === cell) {
      yield bindings;
    }
    return;
  }
  const known = bindings.states.get(pattern);
  if (known === undefined) {
    const states = new Map(bindings.states).set(pattern, cell);
    yield { ...bindings, states, open: [...bindings.open, pattern] };
  } else if (known === cell) {
    yield bindings;
  }
}

/** The parameter of the pattern that the product is a multiple of. */
function parameterOf(product: Product): string | undefined {
  const free = product.factors.find(isFree);
  if (free?.kind === 'parameter') {
    return free.name;
  }
  return free?.kind === 'matmul' ? free.matrix : undefined;
}

function isFree(factor: Factor): boolean {
  return factor.kind === 'parameter' || factor.kind === 'matmul';
}

function sortContributions(contributions: readonly Contribution[]): readonly Contribution[] {
  const key = ({ parameter = '', scale }: Contribution) => `${parameter} ${scale}`;
  return [...contributions].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
