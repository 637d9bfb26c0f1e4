import type { GraphBuilder } from '../graph/builder.ts';
import type { GraphOutput, Value } from '../graph/graph.ts';
import type { NoiseInput } from './noise.ts';

/** What a forward pass is wanted for. */
export interface LowerOptions {
  /** Whether dropout, zoneout and noise act: in training steps only. */
  readonly training?: boolean;
  /** Whether the values of all equations at every step are wanted. */
  readonly trace?: boolean;
  /**
   * Whether zeros `tap.<pass>.<name>` `[T, B, width]` are added to the input and to every value of
   * every cell: the derivative of the loss by them is that by the values.
   */
  readonly taps?: boolean;
  /**
   * Whether recurrent layers take their states from inputs and give the last ones back, so that a
   * sequence can go on in the next batch.
   */
  readonly carry?: boolean;
}

/** A model's forward pass on its way, as the layers see it. */
export interface Lowering {
  readonly b: GraphBuilder;
  readonly options: LowerOptions;
  /** Tensors of parameters that are used as one, by the full name of their first parameter. */
  readonly tensors: ReadonlyMap<string, Value>;
  /**
   * `[T, B, 1]`: 1 where a step belongs to its sequence, 0 in the padding behind it; `undefined` where
   * all sequences are equally long.
   */
  readonly mask: Value | undefined;
  /** Inputs of the graph so far. */
  readonly inputs: Value[];
  /** `final.<layer>.<state>` `[B, width]`: states after the last step of each sequence. */
  readonly finalStates: GraphOutput[];
  /** With `trace` the input `x` and every value of every cell, `[T, B, width]`; see `tracedName`. */
  readonly traced: GraphOutput[];
  /** The random ones of `inputs`. */
  readonly noise: NoiseInput[];
}

/** What the input is called that is added to a value of a cell: `tap.lstm.0.c`. */
export function tapName(pass: string, value: string): string {
  return `tap.${pass}.${value}`;
}

/** What a value of a cell is called over time: `value.lstm.0.c`, `value.lstm.0.reverse.c`. */
export function tracedName(pass: string, value: string): string {
  return `value.${pass}.${value}`;
}
