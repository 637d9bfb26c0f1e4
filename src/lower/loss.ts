import { sizeOf } from '../base/sizeOf.ts';
import type { GraphBuilder } from '../graph/builder.ts';
import type { Value } from '../graph/graph.ts';

/** The mean of (prediction − target)² over all elements, a scalar. */
export function meanSquaredError(b: GraphBuilder, prediction: Value, target: Value): Value {
  const difference = b.subtract(prediction, target);
  const { shape } = prediction;
  const named = shape.filter((dimension) => typeof dimension === 'string');
  const known = sizeOf(shape.filter((dimension) => typeof dimension === 'number'));
  const count = b.multiply(b.apply('size', [], { dimensions: named }), b.constant(known));
  return b.divide(b.sumAll(b.multiply(difference, difference)), count);
}
