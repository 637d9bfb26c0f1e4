import { present } from '../base/invariant.ts';
import type { Cell, Expression } from './cell.ts';
import type { FunctionName } from './functions.ts';

/**
 * The equations of a cell in a form in which equal mathematics looks equal: every value is a sum of
 * products, intermediate names are put in, equal parts are one object. Values that the next step
 * reads keep their names.
 */
export interface CellTerms {
  /** What a name of the equations stands for. */
  definition(name: string): Sum | undefined;
}

/** Products that are added; none of them has the same factors as another. */
export type Sum = readonly Product[];

/** A number times some factors; no factors for a plain number. */
export interface Product {
  readonly coefficient: number;
  /** Ordered by `id`. */
  readonly factors: readonly Factor[];
}

/** What is no sum and no product. Within one cell equal factors have the same `id`. */
export type Factor = { readonly id: number } & FactorContent;

type FactorContent =
  | { readonly kind: 'input' }
  | { readonly kind: 'parameter'; readonly name: string }
  /** A value of the step before. */
  | { readonly kind: 'previous'; readonly name: string }
  /** The value of this step that the next step will read as `previous`. */
  | { readonly kind: 'current'; readonly name: string }
  | {
      readonly kind: 'call';
      readonly function: FunctionName;
      readonly arguments: readonly Sum[];
    }
  | { readonly kind: 'matmul'; readonly matrix: string; readonly vector: readonly Factor[] }
  | { readonly kind: 'reciprocal'; readonly of: Sum }
  /** A product too long to be written out. */
  | { readonly kind: 'long'; readonly left: Sum; readonly right: Sum };

/** Sums longer than this are not multiplied out: no native operator has that many terms. */
const longestSum = 32;

/** The terms of a cell. */
export function cellTerms(cell: Cell): CellTerms {
  const algebra = new Algebra(cell);
  for (const { name, expression } of cell.assignments) {
    algebra.assign(name, expression);
  }
  return { definition: (name) => algebra.definition(name) };
}

class Algebra {
  readonly #definitions = new Map<string, Sum>();
  readonly #factors = new Map<string, Factor>();
  readonly #states: ReadonlySet<string>;
  /** For `c = c_new`: the state by the name that it is computed under, which stands for it. */
  readonly #stateOf: ReadonlyMap<string, string>;
  readonly #assigned: ReadonlySet<string>;

  constructor(cell: Cell) {
    this.#states = new Set(cell.states.map((state) => state.name));
    this.#assigned = new Set(cell.assignments.map((assignment) => assignment.name));
    this.#stateOf = new Map(
      cell.assignments.flatMap(({ name, expression }) =>
        expression.kind === 'name' &&
        this.#states.has(name) &&
        this.#assigned.has(expression.name) &&
        !this.#states.has(expression.name)
          ? [[expression.name, name] as const]
          : [],
      ),
    );
  }

  assign(name: string, expression: Expression): void {
    const isAlias = expression.kind === 'name' && this.#stateOf.get(expression.name) === name;
    if (!isAlias) {
      this.#definitions.set(this.#ownName(name), this.#sumOf(expression));
    }
  }

  definition(name: string): Sum | undefined {
    return this.#definitions.get(this.#ownName(name));
  }

  #ownName(name: string): string {
    return this.#stateOf.get(name) ?? name;
  }

  #sumOf(expression: Expression): Sum {
    switch (expression.kind) {
      case 'number':
        return number(expression.value);
      case 'name':
        return this.#named(expression.name);
      case 'previous':
        return this.#factor({ kind: 'previous', name: expression.name });
      case 'negate':
        return scale(this.#sumOf(expression.operand), -1);
      case 'call':
        return this.#factor({
          kind: 'call',
          function: expression.function,
          arguments: expression.arguments.map((argument) => this.#sumOf(argument)),
        });
      case 'binary':
        return this.#binary(expression);
    }
  }

  #named(alias: string): Sum {
    const name = this.#ownName(alias);
    if (this.#states.has(name)) {
      return this.#factor({ kind: 'current', name });
    }
    if (this.#assigned.has(name)) {
      return present(this.#definitions.get(name), `the value "${name}"`);
    }
    return this.#factor(name === 'x' ? { kind: 'input' } : { kind: 'parameter', name });
  }

  #binary({ operator, left, right }: Extract<Expression, { kind: 'binary' }>): Sum {
    const operand = this.#sumOf(right);
    if (operator === '@') {
      return this.#matmul(left.kind === 'name' ? left.name : '', operand);
    }
    const first = this.#sumOf(left);
    switch (operator) {
      case '+':
        return collect([...first, ...operand]);
      case '-':
        return collect([...first, ...scale(operand, -1)]);
      case '*':
        return this.#multiply(first, operand);
      case '/':
        return this.#multiply(first, this.#reciprocal(operand));
    }
  }

  /** `M @ (2 a + b)` as `2 (M @ a) + M @ b`. */
  #matmul(matrix: string, operand: Sum): Sum {
    return collect(
      operand.flatMap(({ coefficient, factors: vector }) =>
        scale(this.#factor({ kind: 'matmul', matrix, vector }), coefficient),
      ),
    );
  }

  #multiply(a: Sum, b: Sum): Sum {
    if (a.length * b.length > longestSum) {
      return this.#factor({ kind: 'long', left: a, right: b });
    }
    return collect(
      a.flatMap((one) =>
        b.map((two) => ({
          coefficient: one.coefficient * two.coefficient,
          factors: [...one.factors, ...two.factors].sort((p, q) => p.id - q.id),
        })),
      ),
    );
  }

  #reciprocal(of: Sum): Sum {
    const [only] = of;
    return only && of.length === 1 && only.factors.length === 0
      ? number(1 / only.coefficient)
      : this.#factor({ kind: 'reciprocal', of });
  }

  #factor(content: FactorContent): Sum {
    const key = keyOfFactor(content);
    const factor = this.#factors.get(key) ?? { id: this.#factors.size, ...content };
    this.#factors.set(key, factor);
    return [{ coefficient: 1, factors: [factor] }];
  }
}

function number(value: number): Sum {
  return value === 0 ? [] : [{ coefficient: value, factors: [] }];
}

function scale(sum: Sum, by: number): Sum {
  return sum.map(({ coefficient, factors }) => ({ coefficient: coefficient * by, factors }));
}

/** Adds up products with the same factors, and orders them. */
function collect(products: readonly Product[]): Sum {
  const byKey = new Map<string, Product>();
  for (const product of products) {
    const key = idsOf(product.factors);
    const coefficient = (byKey.get(key)?.coefficient ?? 0) + product.coefficient;
    byKey.set(key, { coefficient, factors: product.factors });
  }
  return [...byKey]
    .filter(([, product]) => product.coefficient !== 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, product]) => product);
}

function keyOfFactor(content: FactorContent): string {
  switch (content.kind) {
    case 'input':
      return 'input';
    case 'parameter':
    case 'previous':
    case 'current':
      return `${content.kind} ${content.name}`;
    case 'call':
      return `${content.function}(${content.arguments.map(keyOfSum).join(', ')})`;
    case 'matmul':
      return `${content.matrix} @ ${idsOf(content.vector)}`;
    case 'reciprocal':
      return `1 / (${keyOfSum(content.of)})`;
    case 'long':
      return `(${keyOfSum(content.left)}) * (${keyOfSum(content.right)})`;
  }
}

function keyOfSum(sum: Sum): string {
  return sum.map(({ coefficient, factors }) => `${coefficient}*${idsOf(factors)}`).join(' + ');
}

function idsOf(factors: readonly Factor[]): string {
  return factors.map((factor) => factor.id).join('.');
}
