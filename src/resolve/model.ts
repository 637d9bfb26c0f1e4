import { sizeOf } from '../base/sizeOf.ts';
import type { Cell, CellParameter, CellSizes } from '../cells/cell.ts';
import type { DataShape } from '../data/dataShape.ts';
import type { Activation, Initializer, ParameterKind, RecurrentSpec, Spec } from '../spec/spec.ts';

/** A spec with every size known: what is trained. */
export interface Model extends DataShape {
  readonly spec: Spec;
  readonly layers: readonly Layer[];
  /** All trained tensors, layer by layer, in the order in which they lie in the flat vector. */
  readonly parameters: readonly Parameter[];
}

export type Layer =
  | RecurrentLayer
  | LinearLayer
  | LayerNormLayer
  | DropoutLayer
  | NoiseLayer
  | EmbeddingLayer;

/** What every layer has. */
interface LayerBase {
  /** `linear.0`: the kind and the place among the layers of that kind. */
  readonly name: string;
  /** Numbers per time step that go in; for an embedding the number of tokens. */
  readonly inputSize: number;
  readonly outputSize: number;
  /** The place in `spec.model` that it comes from. */
  readonly specIndex: number;
}

/** One recurrent layer; a spec's `layers: 2` makes two of them. */
export interface RecurrentLayer
  extends LayerBase,
    Pick<RecurrentSpec, 'direction' | 'merge' | 'zoneout' | 'residual'> {
  readonly kind: 'recurrent';
  /** `lstm.0`: the cell's name and the place among the recurrent layers of the model. */
  readonly name: string;
  readonly cell: Cell;
  /** The lengths of the cell's sizes: `input`, `hidden`, and those that the cell names. */
  readonly sizes: CellSizes;
  /** The share of the output that the layer above does not see; 0 for the last of a stack. */
  readonly dropout: number;
  readonly recurrentDropout: number;
  readonly initialState: RecurrentSpec['initial_state'];
}

/** y = activation(weight x + bias), at each time step by itself. */
export interface LinearLayer extends LayerBase {
  readonly kind: 'linear';
  readonly activation: Activation;
}

/** y = gain (x − mean) / √(variance + epsilon) + bias, over the values of each time step. */
export interface LayerNormLayer extends LayerBase {
  readonly kind: 'layer_norm';
  readonly epsilon: number;
}

/** Leaves out a share of the values while training. */
export interface DropoutLayer extends LayerBase {
  readonly kind: 'dropout';
  readonly rate: number;
}

/** Adds normal noise while training. */
export interface NoiseLayer extends LayerBase {
  readonly kind: 'noise';
  readonly deviation: number;
}

/** A vector for every token. */
export interface EmbeddingLayer extends LayerBase {
  readonly kind: 'embedding';
}

/** One reading of the sequence by a recurrent layer: one for each direction. */
export interface Pass {
  /** `lstm.0`, or `lstm.0.forward` and `lstm.0.reverse`: what its parameters are named after. */
  readonly name: string;
  /** Whether it goes from the last time step to the first. */
  readonly reverse: boolean;
}

/** The passes of a layer, in the order in which their outputs are joined. */
export function passesOf({ name, direction }: RecurrentLayer): readonly Pass[] {
  return direction === 'both'
    ? [
        { name: `${name}.forward`, reverse: false },
        { name: `${name}.reverse`, reverse: true },
      ]
    : [{ name, reverse: direction === 'reverse' }];
}

/** What the parameter is called that a state starts as: `initial.h`. */
export function initialName(state: string): string {
  return `initial.${state}`;
}

/** One trained tensor, in the model's own terms: per gate. */
export interface Parameter {
  /** Unique in the model: `lstm.0.W_i`, `lstm.0.reverse.W_i`, `linear.0.weight`. */
  readonly name: string;
  readonly layer: string;
  /** The pass of the layer that it belongs to; the layer's name where it has no passes. */
  readonly pass: string;
  /** `W_i`, `weight`; `initial.h` is what the state h starts as. */
  readonly local: string;
  readonly shape: readonly number[];
  /** The shape in words: `['hidden', 'input']`. */
  readonly shapeNames: readonly string[];
  /**
   * The parameter as its cell knows it, for what follows from the equations: the gate, the stem that
   * `init` may name, the role. `undefined` for what is not in equations.
   */
  readonly inCell: CellParameter | undefined;
  /** What `init` may name it by beside `local`: the part before the first underscore. */
  readonly stem: string;
  readonly kind: ParameterKind;
  readonly trainable: boolean;
  readonly initializer: Initializer;
  /** Where it starts in the flat vector of all parameters. */
  readonly offset: number;
}

/** How many numbers the model trains. */
export function parameterCount(model: Model): number {
  return model.parameters.reduce((sum, parameter) => sum + sizeOf(parameter.shape), 0);
}
