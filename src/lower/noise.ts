import type { Shape, Value } from '../graph/graph.ts';
import type { Lowering } from './lowering.ts';

/** A random input of a training step, to be drawn anew for every step. */
export type NoiseInput = {
  /** `noise.dropout.0`, `noise.lstm.0.zoneout.c` */
  readonly name: string;
  /** Of `T`, `B` and numbers. */
  readonly shape: Shape;
} & Noise;

/** `keep`: 0 with probability `rate`, otherwise `kept`; `normal`: from a normal distribution around 0. */
export type Noise =
  | { readonly kind: 'keep'; readonly rate: number; readonly kept: number }
  | { readonly kind: 'normal'; readonly deviation: number };

/** An input for the noise of one place. */
export function noiseInput(lowering: Lowering, place: string, shape: Shape, noise: Noise): Value {
  const name = `noise.${place}`;
  lowering.noise.push({ name, shape, ...noise });
  const value = lowering.b.input(name, shape);
  lowering.inputs.push(value);
  return value;
}

/**
 * While training, leaves out a share of the values and scales up the others, so that their mean stays
 * (Srivastava et al. 2014, in the form that needs nothing afterwards).
 */
export function dropout(lowering: Lowering, place: string, value: Value, rate: number): Value {
  if (!lowering.options.training || rate === 0) {
    return value;
  }
  const noise = { kind: 'keep', rate, kept: 1 / (1 - rate) } as const;
  return lowering.b.multiply(value, noiseInput(lowering, place, value.shape, noise));
}
