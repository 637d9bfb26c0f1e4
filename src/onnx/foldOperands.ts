import { present } from '../base/invariant.ts';
import type { Graph, Node, NodeOf, OpKind, Shape, Value } from '../graph/graph.ts';
import { broadcastShapes, sameShape } from '../graph/shapes.ts';

/** What an operator reads in the file, which may be less indirect than in the graph. */
export interface Operands {
  readonly inputs: readonly Value[];
  /** Where the operator is written as a matrix product: which factors are read transposed. */
  readonly transposed?: readonly [boolean, boolean];
}

/** The operators of a graph that are written, in order, and what they read. */
export type FoldedNodes = ReadonlyMap<Node, Operands>;

/**
 * Leaves out what ONNX does on the way: repeating a value that broadcasts anyway, transposing a
 * factor of a matrix product or the product itself, adding to a product of matrices (one `Gemm`).
 * With `portable` only what the standard's own operators can do. Operators that nobody reads
 * afterwards are left out.
 */
export function foldOperands(graph: Graph, portable: boolean): FoldedNodes {
  const uses = countUses(graph);
  const live = new Set(graph.outputs.map((output) => output.value));
  const folded: [Node, Operands][] = [];
  for (const node of [...graph.nodes].reverse()) {
    if (node.outputs.some((output) => live.has(output))) {
      const operands = operandsOf(node, { uses, portable });
      operands.inputs.forEach((input) => {
        live.add(input);
      });
      folded.push([node, operands]);
    }
  }
  return new Map(folded.reverse());
}

/** Besides `add`. */
const broadcasting: ReadonlySet<OpKind> = new Set<OpKind>([
  'subtract',
  'multiply',
  'divide',
  'maximum',
  'power',
  'equal',
]);

interface Surroundings {
  /** How often each value of the graph is read. */
  readonly uses: ReadonlyMap<Value, number>;
  readonly portable: boolean;
}

function operandsOf(node: Node, { uses, portable }: Surroundings): Operands {
  switch (node.kind) {
    case 'matmul':
      return productOperands(node, portable);
    case 'transpose':
      return turnedProduct(node, uses) ?? { inputs: node.inputs };
    case 'add': {
      const inputs = withoutExpand(node);
      return sumOfProduct(node, inputs, uses) ?? { inputs };
    }
    default:
      return { inputs: broadcasting.has(node.kind) ? withoutExpand(node) : node.inputs };
  }
}

/** Reads the factors of a product where they lie. `Gemm` can for matrices, others need a fused one. */
function productOperands(node: NodeOf<'matmul'>, portable: boolean): Operands {
  const [a, b] = node.inputs as [Value, Value];
  const areMatrices = a.shape.length === 2 && b.shape.length === 2;
  if (portable && !areMatrices) {
    return { inputs: node.inputs };
  }
  const [left, isLeft] = untransposed(a);
  const [right, isRight] = untransposed(b);
  return isLeft || isRight
    ? { inputs: [left, right], transposed: [isLeft, isRight] }
    : { inputs: node.inputs };
}

/** Recognises the transpose of `A @ B`, which is `Bᵀ @ Aᵀ`, where nobody else reads `A @ B`. */
function turnedProduct(
  node: NodeOf<'transpose'>,
  uses: ReadonlyMap<Value, number>,
): Operands | undefined {
  const product = present(node.inputs[0], 'what is transposed');
  if (product.node.kind !== 'matmul' || uses.get(product) !== 1) {
    return undefined;
  }
  const { inputs, transposed = [false, false] } = productOperands(product.node, true);
  return inputs.every((factor) => factor.shape.length === 2)
    ? { inputs: [...inputs].reverse(), transposed: [!transposed[1], !transposed[0]] }
    : undefined;
}

/** Recognises `A @ B + C`, where nobody else reads `A @ B`. */
function sumOfProduct(
  node: NodeOf<'add'>,
  [a, b]: readonly Value[],
  uses: ReadonlyMap<Value, number>,
): Operands | undefined {
  const shape = present(node.outputs[0], 'the sum').shape;
  for (const [product, addend] of [
    [a, b],
    [b, a],
  ] as readonly [Value, Value][]) {
    const isOwn = product.node.kind === 'matmul' && uses.get(product) === 1;
    if (isOwn && shape.length === 2 && sameShape(product.shape, shape)) {
      const factors = productOperands(product.node as NodeOf<'matmul'>, true);
      return {
        inputs: [...factors.inputs, addend],
        transposed: factors.transposed ?? [false, false],
      };
    }
  }
  return undefined;
}

/** The value before a transpose of its last two axes, and whether there was one. */
function untransposed(value: Value): readonly [Value, boolean] {
  const { node } = value;
  if (node.kind !== 'transpose') {
    return [value, false];
  }
  const { permutation } = node.attributes;
  const rank = permutation.length;
  const swapsLast = permutation.every(
    (axis, position) => axis === (position < rank - 2 ? position : 2 * rank - 3 - position),
  );
  return swapsLast ? [present(node.inputs[0], 'what is transposed'), true] : [value, false];
}

/** The inputs with repeats taken out as long as the result keeps its shape. */
function withoutExpand(node: Node): readonly Value[] {
  const shape = present(node.outputs[0], 'the result').shape;
  const inputs = [...node.inputs];
  inputs.forEach((input, index) => {
    const before = input.node.kind === 'expand' ? input.node.inputs[0] : undefined;
    const other = present(inputs[1 - index], 'the other operand');
    if (before && keepsShape(before.shape, other.shape, shape)) {
      inputs[index] = before;
    }
  });
  return inputs;
}

function keepsShape(a: Shape, b: Shape, expected: Shape): boolean {
  return sameShape(broadcastShapes(a, b), expected);
}

function countUses(graph: Graph): ReadonlyMap<Value, number> {
  const uses = new Map<Value, number>();
  const all = [
    ...graph.nodes.flatMap((node) => node.inputs),
    ...graph.outputs.map((output) => output.value),
  ];
  for (const value of all) {
    uses.set(value, (uses.get(value) ?? 0) + 1);
  }
  return uses;
}
