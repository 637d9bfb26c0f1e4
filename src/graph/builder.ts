import { invariant } from '../base/invariant.ts';
import type {
  Attributes,
  Graph,
  GraphOutput,
  Node,
  NodeOf,
  OpKind,
  Shape,
  Value,
} from './graph.ts';
import { ancestorsOf } from './passes/dependence.ts';
import { outputShapes, sameShape } from './shapes.ts';
import { simplify } from './simplify.ts';

/**
 * Makes a graph, one operator at a time. The same operator on the same inputs is made once, and
 * what can be written simpler is (`x * 1` is `x`), so later stages need not care.
 */
export class GraphBuilder {
  readonly #known = new Map<string, readonly Value[]>();
  #nextId = 0;

  /** Any operator with one output. */
  apply<K extends OpKind>(kind: K, inputs: readonly Value[], attributes: Attributes[K]): Value {
    const [value] = this.applyAll(kind, inputs, attributes);
    invariant(value, `${kind} has an output`);
    return value;
  }

  /** Any operator, all outputs. */
  applyAll<K extends OpKind>(
    kind: K,
    inputs: readonly Value[],
    attributes: Attributes[K],
  ): readonly Value[] {
    const simpler = simplify(this, kind, inputs, attributes);
    if (simpler) {
      return simpler;
    }
    const key = alwaysNew.has(kind)
      ? undefined
      : `${kind}(${inputs.map((input) => input.id)})${keyOf(attributes)}`;
    const known = key === undefined ? undefined : this.#known.get(key);
    if (known) {
      return known;
    }
    const outputs: Value[] = [];
    const node = { kind, inputs, attributes, outputs } as unknown as Node;
    outputShapes(node as NodeOf<OpKind>).forEach((shape, index) => {
      outputs.push({ id: this.#nextId++, shape, node, index });
    });
    if (key !== undefined) {
      this.#known.set(key, outputs);
    }
    return outputs;
  }

  /** A new input; no two of a graph may have the same name. */
  input(name: string, shape: Shape): Value {
    return this.apply('input', [], { name, shape });
  }

  /** A scalar, or a tensor filled with one number. */
  constant(value: number, shape: readonly number[] = []): Value {
    return this.apply('constant', [], { shape, values: [value] });
  }

  zeros(shape: Shape): Value {
    return this.expand(this.constant(0), shape);
  }

  unary(kind: UnaryKind, value: Value): Value {
    return this.apply(kind, [value], {});
  }

  binary(kind: BinaryKind, a: Value, b: Value): Value {
    return this.apply(kind, [a, b], {});
  }

  add(a: Value, b: Value): Value {
    return this.binary('add', a, b);
  }

  subtract(a: Value, b: Value): Value {
    return this.binary('subtract', a, b);
  }

  multiply(a: Value, b: Value): Value {
    return this.binary('multiply', a, b);
  }

  divide(a: Value, b: Value): Value {
    return this.binary('divide', a, b);
  }

  /** Where the mask is 1 the first value, where it is 0 the second. */
  select(mask: Value, a: Value, b: Value): Value {
    return this.apply('select', [mask, a, b], {});
  }

  /** The rows of a table `[V, E]` at the indices. */
  gather(table: Value, indices: Value): Value {
    return this.apply('gather', [table, indices], {});
  }

  matmul(a: Value, b: Value): Value {
    return this.apply('matmul', [a, b], {});
  }

  transpose(value: Value, permutation: readonly number[]): Value {
    return this.apply('transpose', [value], { permutation });
  }

  /** Swaps the last two axes. */
  transposeMatrix(value: Value): Value {
    const rank = value.shape.length;
    const outer = Array.from({ length: rank - 2 }, (_, axis) => axis);
    return this.transpose(value, [...outer, rank - 1, rank - 2]);
  }

  reshape(value: Value, shape: Shape): Value {
    return this.apply('reshape', [value], { shape });
  }

  expand(value: Value, shape: Shape): Value {
    return this.apply('expand', [value], { shape });
  }

  concat(values: readonly Value[], axis: number): Value {
    return this.apply('concat', values, { axis });
  }

  split(value: Value, axis: number, sizes: readonly number[]): readonly Value[] {
    return this.applyAll('split', [value], { axis, sizes });
  }

  sum(value: Value, axes: readonly number[]): Value {
    return this.apply('sum', [value], { axes });
  }

  /** The sum of all elements, a scalar. */
  sumAll(value: Value): Value {
    return this.sum(
      value,
      value.shape.map((_, axis) => axis),
    );
  }

  /** The sum over the axes that broadcasting to `value.shape` from `shape` has repeated. */
  sumTo(value: Value, shape: Shape): Value {
    if (sameShape(value.shape, shape)) {
      return value;
    }
    const extra = value.shape.length - shape.length;
    const axes = value.shape.flatMap((length, axis) =>
      axis < extra || (shape[axis - extra] === 1 && length !== 1) ? [axis] : [],
    );
    return this.reshape(this.sum(value, axes), shape);
  }

  /** The graph that computes the outputs: what they do not need is left out. */
  finish(name: string, outputs: readonly GraphOutput[], inputs?: readonly Value[]): Graph {
    const nodes = new Set(ancestorsOf(outputs.map((output) => output.value)));
    const used = [...nodes].filter((node) => node.kind === 'input').map((node) => firstOf(node));
    for (const input of inputs ?? []) {
      nodes.add(input.node);
    }
    const order = [...nodes].sort((a, b) => firstOf(a).id - firstOf(b).id);
    return {
      name,
      inputs: inputs ?? used.sort((a, b) => a.id - b.id),
      nodes: order,
      outputs,
    };
  }
}

/** Operators with one input of the same shape: what `GraphBuilder.unary` makes. */
export type UnaryKind =
  | 'negate'
  | 'sigmoid'
  | 'tanh'
  | 'relu'
  | 'exp'
  | 'log'
  | 'sqrt'
  | 'softplus'
  | 'abs'
  | 'step'
  | 'logSoftmax';

/** Elementwise operators with two inputs that broadcast: what `GraphBuilder.binary` makes. */
export type BinaryKind = 'add' | 'subtract' | 'multiply' | 'divide' | 'maximum' | 'power' | 'equal';

/**
 * Operators that are never looked up: two inputs are two inputs, whatever their names, and a loop
 * holds a whole graph, so two loops are two loops.
 */
const alwaysNew: ReadonlySet<OpKind> = new Set<OpKind>(['input', 'scan']);

/** As JSON, which by itself would write -0, infinities and NaN like other values. */
function keyOf(attributes: Attributes[OpKind]): string {
  return JSON.stringify(attributes, (_, value: unknown) =>
    typeof value === 'number' ? (Object.is(value, -0) ? '-0' : String(value)) : value,
  );
}

function firstOf(node: Node): Value {
  const [first] = node.outputs;
  invariant(first, `${node.kind} has an output`);
  return first;
}
