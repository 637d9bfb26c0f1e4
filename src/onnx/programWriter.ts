import { invariant, present } from '../base/invariant.ts';
import type { Dimension, NodeOf, Shape, Value } from '../graph/graph.ts';
import type { AttributeValue } from './attributes.ts';
import type { NodeProto, TensorProto } from './generated/onnx_pb.ts';
import { makeFloats, makeIntegers, makeNode } from './messages.ts';

/** An axis of one of the file's inputs, from which its length can be read. */
export interface AxisPlace {
  readonly input: string;
  readonly axis: number;
}

/**
 * Collects what belongs to the file as a whole while its graphs are written: unique names, stored
 * tensors, and the lengths of named axes, which are read from an input once and used everywhere.
 * Bodies of loops see all of it, because they see the names of the graphs around them.
 */
export class ProgramWriter {
  /** Runs before everything else. */
  readonly prelude: NodeProto[] = [];
  readonly initializers: TensorProto[] = [];
  readonly #names = new Map<string, number>();
  readonly #stored = new Map<string, string>();
  readonly #lengths = new Map<string, string>();
  readonly #places: ReadonlyMap<string, AxisPlace>;

  /** `reserved` are the names of the file's inputs and outputs. */
  constructor(reserved: readonly string[], places: ReadonlyMap<string, AxisPlace>) {
    for (const name of reserved) {
      invariant(!this.#names.has(name), `the file has one input or output "${name}"`);
      this.#names.set(name, 1);
    }
    this.#places = places;
  }

  /** The wish, with a number behind where it was taken already. */
  uniqueName(wish: string): string {
    const taken = this.#names.get(wish) ?? 0;
    this.#names.set(wish, taken + 1);
    return taken === 0 ? wish : this.uniqueName(`${wish}_${taken}`);
  }

  /** Stores a float32 tensor under a name of its own. */
  store(wish: string, shape: readonly number[], values: ArrayLike<number>): string {
    const name = this.uniqueName(wish);
    this.initializers.push(makeFloats(name, shape, values));
    return name;
  }

  /** The name of a stored float32 tensor; equal ones are stored once. */
  floats(shape: readonly number[], values: ArrayLike<number>): string {
    const list = Array.from(values, (value) => (Object.is(value, -0) ? '-0' : String(value)));
    return this.#once(`float[${shape}]${list}`, () =>
      this.store(shape.length === 0 ? `scalar_${list[0]}` : 'constant', shape, values),
    );
  }

  /** The name of a stored list of int64; equal ones are stored once. */
  integers(values: readonly number[]): string {
    return this.#once(`int64${values}`, () => {
      const name = this.uniqueName(`integers_${values.join('_')}`);
      this.initializers.push(makeIntegers(name, values));
      return name;
    });
  }

  /** The name of an int64 tensor `[1]` that holds the length of an axis. */
  length(dimension: Dimension): string {
    if (typeof dimension === 'number') {
      return this.integers([dimension]);
    }
    const known = this.#lengths.get(dimension);
    if (known !== undefined) {
      return known;
    }
    const name = this.#makeLength(dimension);
    this.#lengths.set(dimension, name);
    return name;
  }

  /** The name of an int64 tensor that holds a whole shape; -1 and 0 as in ONNX's `Reshape`. */
  shape(shape: Shape): string {
    if (shape.every((dimension) => typeof dimension === 'number')) {
      return this.integers(shape);
    }
    return this.#once(`shape[${shape}]`, () => {
      const pieces = groupNumbers(shape).map((piece) =>
        typeof piece === 'string' ? this.length(piece) : this.integers(piece),
      );
      return pieces.length === 1
        ? present(pieces[0], 'the only piece')
        : this.before('shape', 'Concat', pieces, { axis: { int: 0 } });
    });
  }

  /** The name of a float scalar: the product of the lengths. */
  size(dimensions: readonly string[]): string {
    if (dimensions.length === 0) {
      return this.floats([], [1]);
    }
    return this.#once(`size[${dimensions}]`, () => {
      const length = this.length(dimensions.join('*'));
      const scalar = this.before(`${length}_scalar`, 'Squeeze', [length], {});
      return this.before(`${length}_float`, 'Cast', [scalar], { to: { int: 1 } });
    });
  }

  /** Adds an operator to `prelude` and gives the name of its output. */
  before(
    wish: string,
    operator: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, AttributeValue>>,
  ): string {
    const name = this.uniqueName(wish);
    this.prelude.push(makeNode(operator, inputs, [name], attributes));
    return name;
  }

  #makeLength(dimension: string): string {
    const factors = dimension.split('*');
    if (factors.length > 1) {
      const lengths = factors.map((factor) =>
        this.length(/^\d+$/.test(factor) ? Number(factor) : factor),
      );
      return lengths.reduce((product, length) =>
        this.before(`length_${dimension}`, 'Mul', [product, length], {}),
      );
    }
    const source = present(this.#places.get(dimension), `an input with an axis "${dimension}"`);
    return this.before(`length_${dimension}`, 'Shape', [source.input], {
      start: { int: source.axis },
      end: { int: source.axis + 1 },
    });
  }

  #once(key: string, make: () => string): string {
    const known = this.#stored.get(key);
    if (known !== undefined) {
      return known;
    }
    const name = make();
    this.#stored.set(key, name);
    return name;
  }
}

/** The name that the maker of the graph gave an input. */
export function nameOfInput(input: Value): string {
  return (input.node as NodeOf<'input'>).attributes.name;
}

/** `[T, -1, 4]` as `T` and `[-1, 4]`. */
function groupNumbers(shape: Shape): readonly (string | number[])[] {
  const groups: (string | number[])[] = [];
  for (const dimension of shape) {
    const last = groups.at(-1);
    if (typeof dimension === 'string') {
      groups.push(dimension);
    } else if (Array.isArray(last)) {
      last.push(dimension);
    } else {
      groups.push([dimension]);
    }
  }
  return groups;
}
