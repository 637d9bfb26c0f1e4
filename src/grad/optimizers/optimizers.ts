import { mapStretches, type Stretches } from '../stretches.ts';
import { momentum } from './momentum.ts';
import { scaleByAdam } from './scaleByAdam.ts';
import { scaleByRootMeanSquare } from './scaleByRootMeanSquare.ts';
import { chain, type Transform } from './transform.ts';

/** The settings of an optimiser, as in a spec. */
export type OptimizerSettings =
  | { readonly kind: 'sgd'; readonly momentum: number; readonly nesterov: boolean }
  | {
      readonly kind: 'rmsprop';
      readonly alpha: number;
      readonly epsilon: number;
      readonly momentum: number;
      readonly centered: boolean;
    }
  | {
      readonly kind: 'adam' | 'adamw';
      readonly beta1: number;
      readonly beta2: number;
      readonly epsilon: number;
    };

/**
 * The optimiser with these settings, as PyTorch defines it; the learning rate is an input of every
 * step. `decay` is the weight decay λ of every parameter: λ θ joins the gradient before all else,
 * but with AdamW the update after it (Loshchilov and Hutter 2019), where its running means do not
 * see it.
 */
export function makeOptimizer(settings: OptimizerSettings, decay: Stretches<number>): Transform {
  const decays = addDecay(decay);
  switch (settings.kind) {
    case 'sgd':
      return chain(decays, momentum(settings), descend);
    case 'rmsprop':
      return chain(
        decays,
        scaleByRootMeanSquare(settings),
        momentum({ ...settings, nesterov: false }),
        descend,
      );
    case 'adam':
      return chain(decays, scaleByAdam(settings), descend);
    case 'adamw':
      return chain(scaleByAdam(settings), decays, descend);
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

/** u = g + λ θ */
function addDecay(decay: Stretches<number>): Transform {
  return {
    slots: [],
    apply: (b, gradient, { parameters }) => {
      const pull = mapStretches(b, parameters, decay, (piece, value) =>
        value === 0 ? b.zeros(piece.shape) : b.multiply(piece, b.constant(value)),
      );
      return { update: b.add(gradient, pull), slots: {} };
    },
  };
}
