import { present } from '../../base/invariant.ts';
import type { GraphBuilder } from '../../graph/builder.ts';
import type { Value } from '../../graph/graph.ts';
import { runningMean, type Transform } from './transform.ts';

/**
 * m = β1 m + (1−β1) g; v = β2 v + (1−β2) g²; u = m̂ / (√v̂ + ε) with m̂ = m / (1−β1ᵗ) and
 * v̂ = v / (1−β2ᵗ) (Kingma and Ba 2015, algorithm 1). Written as (m · s) / (√v + ε'), where
 * s = √(1−β2ᵗ) / (1−β1ᵗ) and ε' = ε √(1−β2ᵗ) are scalars, as at the end of their section 2.
 */
export function scaleByAdam(settings: {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}): Transform {
  const { beta1, beta2, epsilon } = settings;
  return {
    slots: ['mean', 'variance'],
    apply: (b, gradient, { step, slots }) => {
      const mean = runningMean(b, present(slots.mean, 'mean'), gradient, beta1);
      const square = b.multiply(gradient, gradient);
      const variance = runningMean(b, present(slots.variance, 'variance'), square, beta2);
      const correction1 = biasCorrection(b, beta1, step);
      const root2 = b.unary('sqrt', biasCorrection(b, beta2, step));
      const numerator = b.multiply(mean, b.divide(root2, correction1));
      const denominator = b.add(b.unary('sqrt', variance), b.multiply(root2, b.constant(epsilon)));
      return { update: b.divide(numerator, denominator), slots: { mean, variance } };
    },
  };
}

/** 1 − βᵗ */
function biasCorrection(b: GraphBuilder, beta: number, step: Value): Value {
  return b.subtract(b.constant(1), b.binary('power', b.constant(beta), step));
}
