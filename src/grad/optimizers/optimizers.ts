import { present } from '../../base/invariant.ts';
import type { GraphBuilder } from '../../graph/builder.ts';
import type { Value } from '../../graph/graph.ts';
import { chain, type Transform } from './transform.ts';

/** The settings of an optimiser, as in a spec. */
export type OptimizerSettings =
  | { readonly kind: 'sgd'; readonly momentum: number }
  | {
      readonly kind: 'adam';
      readonly beta1: number;
      readonly beta2: number;
      readonly epsilon: number;
    };

/** The optimiser with these settings; the learning rate is an input of every step. */
export function makeOptimizer(settings: OptimizerSettings): Transform {
  switch (settings.kind) {
    case 'sgd':
      return settings.momentum === 0 ? descend : chain(trace(settings.momentum), descend);
    case 'adam':
      return chain(scaleByAdam(settings), descend);
  }
}

/** u = −rate g */
const descend: Transform = {
  slots: [],
  apply: (b, gradient, { rate }) => ({
    update: b.multiply(gradient, b.unary('negate', rate)),
    slots: {},
  }),
};

/** Momentum as PyTorch has it: v = μ v + g; u = v (Sutskever et al. 2013, without Nesterov). */
function trace(momentum: number): Transform {
  return {
    slots: ['momentum'],
    apply: (b, gradient, { slots }) => {
      const before = present(slots.momentum, 'momentum');
      const update = b.add(b.multiply(before, b.constant(momentum)), gradient);
      return { update, slots: { momentum: update } };
    },
  };
}

/**
 * m = β1 m + (1−β1) g; v = β2 v + (1−β2) g²; u = m̂ / (√v̂ + ε) with m̂ = m / (1−β1ᵗ) and
 * v̂ = v / (1−β2ᵗ) (Kingma and Ba 2015, algorithm 1). Written as (m · s) / (√v + ε'), where
 * s = √(1−β2ᵗ) / (1−β1ᵗ) and ε' = ε √(1−β2ᵗ) are scalars, as at the end of their section 2.
 */
function scaleByAdam(settings: Extract<OptimizerSettings, { kind: 'adam' }>): Transform {
  const { beta1, beta2, epsilon } = settings;
  return {
    slots: ['mean', 'variance'],
    apply: (b, gradient, { step, slots }) => {
      const mean = decay(b, present(slots.mean, 'mean'), gradient, beta1);
      const square = b.multiply(gradient, gradient);
      const variance = decay(b, present(slots.variance, 'variance'), square, beta2);
      const correction1 = biasCorrection(b, beta1, step);
      const root2 = b.unary('sqrt', biasCorrection(b, beta2, step));
      const numerator = b.multiply(mean, b.divide(root2, correction1));
      const denominator = b.add(b.unary('sqrt', variance), b.multiply(root2, b.constant(epsilon)));
      return { update: b.divide(numerator, denominator), slots: { mean, variance } };
    },
  };
}

/** β old + (1−β) new */
function decay(b: GraphBuilder, old: Value, fresh: Value, beta: number): Value {
  return b.add(b.multiply(old, b.constant(beta)), b.multiply(fresh, b.constant(1 - beta)));
}

/** 1 − βᵗ */
function biasCorrection(b: GraphBuilder, beta: number, step: Value): Value {
  return b.subtract(b.constant(1), b.binary('power', b.constant(beta), step));
}
