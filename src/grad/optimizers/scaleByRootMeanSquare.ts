import { present } from '../../base/invariant.ts';
import { runningMean, type Transform } from './transform.ts';

/**
 * v = α v + (1−α) g²; u = g / (√v + ε) (Tieleman and Hinton 2012, ε outside of the root as in
 * PyTorch). Centered, with m = α m + (1−α) g: u = g / (√(v − m²) + ε) (Graves 2013, section 2.3),
 * where v − m², a variance, is kept from falling below 0 by rounding.
 */
export function scaleByRootMeanSquare(settings: {
  readonly alpha: number;
  readonly epsilon: number;
  readonly centered: boolean;
}): Transform {
  const { alpha, epsilon, centered } = settings;
  return {
    slots: centered ? ['square', 'mean'] : ['square'],
    apply: (b, gradient, { slots }) => {
      const squared = b.multiply(gradient, gradient);
      const square = runningMean(b, present(slots.square, 'square'), squared, alpha);
      const mean = centered
        ? runningMean(b, present(slots.mean, 'mean'), gradient, alpha)
        : undefined;
      const variance = mean
        ? b.binary('maximum', b.subtract(square, b.multiply(mean, mean)), b.constant(0))
        : square;
      const deviation = b.add(b.unary('sqrt', variance), b.constant(epsilon));
      return {
        update: b.divide(gradient, deviation),
        slots: mean ? { square, mean } : { square },
      };
    },
  };
}
