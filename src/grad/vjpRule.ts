import type { GraphBuilder } from '../graph/builder.ts';
import type { NodeOf, OpKind, Value } from '../graph/graph.ts';

/**
 * The vector-Jacobian product of an operator: from the gradients of its outputs (`undefined` where
 * the loss does not depend on one) to those of its inputs. `wanted` says which inputs matter.
 * `recurse` goes back through a graph inside the node.
 */
export type Vjp<K extends OpKind> = (
  b: GraphBuilder,
  node: NodeOf<K>,
  gradients: readonly (Value | undefined)[],
  wanted: readonly boolean[],
  recurse: Backpropagate,
) => readonly (Value | undefined)[];

/**
 * From the gradients of some values to those of the targets. `primal` gives what stands for a value
 * of the differentiated graph in the builder, where the gradients are made.
 */
export type Backpropagate = (
  builder: GraphBuilder,
  seeds: readonly Seed[],
  targets: readonly Value[],
  primal: (value: Value) => Value,
) => readonly (Value | undefined)[];

/** A value of the differentiated graph with its gradient. */
export interface Seed {
  readonly value: Value;
  readonly gradient: Value;
}
