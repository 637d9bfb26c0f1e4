import { type FunctionName, layerNormEpsilon } from '../cells/functions.ts';
import type { GraphBuilder } from '../graph/builder.ts';
import type { Value } from '../graph/graph.ts';

/**
 * A function of the equation language on its arguments, each `[B, n]`, `[n]` or a scalar; those of
 * `layer_norm` are `[B, n]`.
 */
export function lowerFunction(b: GraphBuilder, name: FunctionName, values: readonly Value[]) {
  const [first, second] = values as [Value, Value];
  switch (name) {
    case 'max':
      return b.binary('maximum', first, second);
    case 'min':
      return b.unary(
        'negate',
        b.binary('maximum', b.unary('negate', first), b.unary('negate', second)),
      );
    case 'layer_norm':
      return layerNorm(b, values);
    default:
      return b.unary(name, first);
  }
}

/**
 * Mean and variance are added up in an order of their own, so that several calls with the same
 * arguments, whichever comes first, share them.
 */
function layerNorm(b: GraphBuilder, values: readonly Value[]): Value {
  const inOrder = values.toSorted((one, other) => one.id - other.id);
  const count = b.constant(inOrder.reduce((sum, value) => sum + (value.shape[1] as number), 0));
  const meanOf = (terms: readonly Value[]) => {
    const sums = terms.map((term) => b.sum(term, [1]));
    const total = sums.reduce((sum, term) => b.add(sum, term));
    return b.reshape(b.divide(total, count), ['B', 1]);
  };
  const mean = meanOf(inOrder);
  const centred = inOrder.map((value) => b.subtract(value, mean));
  const variance = meanOf(centred.map((value) => b.multiply(value, value)));
  const deviation = b.unary('sqrt', b.add(variance, b.constant(layerNormEpsilon)));
  return b.divide(b.subtract(values[0] as Value, mean), deviation);
}
