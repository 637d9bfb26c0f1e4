import type { GraphBuilder } from '../graph/builder.ts';
import type { Value } from '../graph/graph.ts';

/** `[..., count]` from places in a list of that length, `[..., 1]`: 1 at the place, 0 elsewhere. */
export function oneHot(b: GraphBuilder, places: Value, count: number): Value {
  const values = Array.from({ length: count }, (_, place) => place);
  return b.binary('equal', places, b.apply('constant', [], { shape: [count], values }));
}
