import type { GraphBuilder } from '../graph/builder.ts';
import type { Value } from '../graph/graph.ts';

/** √Σ g², a scalar. */
export function globalNorm(b: GraphBuilder, gradient: Value): Value {
  return b.unary('sqrt', b.sumAll(b.multiply(gradient, gradient)));
}

/**
 * Shortens the gradient to `largest` where its norm is above (Pascanu et al. 2013, section 3.2);
 * otherwise it stays exactly what it is.
 */
export function clipByNorm(b: GraphBuilder, gradient: Value, norm: Value, largest: number): Value {
  const limit = b.constant(largest);
  return b.multiply(gradient, b.divide(limit, b.binary('maximum', norm, limit)));
}
