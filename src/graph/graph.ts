/** The length of an axis: a number, or a name that is known when the graph runs (`T`, `B`). */
export type Dimension = number | string;

/** The lengths of all axes, outermost first; `[]` is a scalar. */
export type Shape = readonly Dimension[];

/** What each operator carries besides its inputs. Values are floats: float32 in ONNX Runtime. */
export interface Attributes {
  /** A value that the caller gives. */
  readonly input: { readonly name: string; readonly shape: Shape };
  /** A fixed tensor, row-major; one value alone fills the whole shape. */
  readonly constant: { readonly shape: readonly number[]; readonly values: readonly number[] };

  // One input, elementwise.
  readonly negate: NoAttributes;
  readonly sigmoid: NoAttributes;
  readonly tanh: NoAttributes;
  readonly relu: NoAttributes;
  readonly exp: NoAttributes;
  readonly log: NoAttributes;
  readonly sqrt: NoAttributes;
  readonly softplus: NoAttributes;
  readonly abs: NoAttributes;
  /** 1 where the input is above 0, otherwise 0. */
  readonly step: NoAttributes;

  // Two inputs, elementwise; shapes broadcast as in NumPy.
  readonly add: NoAttributes;
  readonly subtract: NoAttributes;
  readonly multiply: NoAttributes;
  readonly divide: NoAttributes;
  readonly maximum: NoAttributes;
  readonly power: NoAttributes;
  /** 1 where both are the same number, otherwise 0. */
  readonly equal: NoAttributes;

  /**
   * Inputs `(mask, a, b)`, broadcast: a where the mask is 1, b where it is 0. What is not taken may
   * be infinite or NaN.
   */
  readonly select: NoAttributes;

  /** Matrix product over the last two axes, both operands of rank 2 or more; the others broadcast. */
  readonly matmul: NoAttributes;
  readonly transpose: { readonly permutation: readonly number[] };
  /** Row-major; a dimension may be a product such as `T*B`. */
  readonly reshape: { readonly shape: Shape };
  /** Repeats axes of length 1 (and adds axes in front) until the shape is reached. */
  readonly expand: { readonly shape: Shape };
  readonly concat: { readonly axis: number };
  /** Several outputs: consecutive pieces of the axis. */
  readonly split: { readonly axis: number; readonly sizes: readonly number[] };
  /** Sum over axes, which go. */
  readonly sum: { readonly axes: readonly number[] };
  /** x − log Σ exp x over the last axis, without overflow. */
  readonly logSoftmax: NoAttributes;
  /** Inputs `(table [V, E], indices)`: the rows of the table at the indices, `[...indices, E]`. */
  readonly gather: NoAttributes;
  /**
   * Inputs `(indices, rows [...indices, E])`: a table `[V, E]` of the sums of all rows with the same
   * index, where V is `length`.
   */
  readonly scatterAdd: { readonly length: number };
  /** A scalar: the product of the named dimensions as a float. */
  readonly size: { readonly dimensions: readonly string[] };
  /**
   * Inputs `(initial [...], stack [T, ...])`: the stack one step later, `initial` in front, the last
   * step dropped. With `reverse`, one step earlier: `initial` at the end, the first step dropped.
   */
  readonly previous: { readonly reverse: boolean };
  /**
   * A loop over time. Inputs: `states` initial states, then `sequences` stacks `[T, ...]`, then
   * captured values that are the same at every step. The body's inputs are the same in number and
   * order, without the time axis; its outputs are the next states, then what is stacked over time.
   * Outputs: final states, then stacks `[T, ...]`. With `reverse` the loop runs from the last step
   * to the first, and stacks keep the order of time.
   */
  readonly scan: {
    readonly body: Graph;
    readonly states: number;
    readonly sequences: number;
    readonly reverse: boolean;
    /** The name of the time axis, so that stacks made only of captured values know it. */
    readonly time: string;
  };
}

/** For operators without attributes. */
export type NoAttributes = Readonly<Record<never, never>>;

/** The name of an operator. */
export type OpKind = keyof Attributes;

/** One application of an operator. */
export type Node = { readonly [K in OpKind]: NodeOf<K> }[OpKind];

/** One application of the operator `K`. */
export interface NodeOf<K extends OpKind> {
  readonly kind: K;
  readonly inputs: readonly Value[];
  readonly attributes: Attributes[K];
  readonly outputs: readonly Value[];
}

/** A tensor in a graph: output `index` of its node. */
export interface Value {
  readonly id: number;
  readonly shape: Shape;
  readonly node: Node;
  readonly index: number;
}

/** A named result of a graph. */
export interface GraphOutput {
  readonly name: string;
  readonly value: Value;
}

/**
 * An immutable tensor program: `nodes` in an order in which each comes after what it needs, every
 * `input` node among `inputs`, and only nodes that some output needs.
 */
export interface Graph {
  readonly name: string;
  readonly inputs: readonly Value[];
  readonly nodes: readonly Node[];
  readonly outputs: readonly GraphOutput[];
}
