import { present } from '../../base/invariant.ts';
import { chain, type Transform } from './transform.ts';

/**
 * v = μ v + g; u = v, or u = g + μ v with Nesterov's form (Sutskever et al. 2013, as PyTorch writes
 * it, where the rate is outside of v). Without momentum u = g.
 */
export function momentum(settings: {
  readonly momentum: number;
  readonly nesterov: boolean;
}): Transform {
  if (settings.momentum === 0) {
    return chain();
  }
  return {
    slots: ['momentum'],
    apply: (b, gradient, { slots }) => {
      const factor = b.constant(settings.momentum);
      const velocity = b.add(b.multiply(present(slots.momentum, 'momentum'), factor), gradient);
      const update = settings.nesterov ? b.add(gradient, b.multiply(velocity, factor)) : velocity;
      return { update, slots: { momentum: velocity } };
    },
  };
}
