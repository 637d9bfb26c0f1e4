import { sizeOf } from '../base/sizeOf.ts';
import type { Cell, CellParameter, CellSizes } from '../cells/cell.ts';
import type { DataShape } from '../data/dataShape.ts';
import type { Initializer, ParameterKind, Spec } from '../spec/spec.ts';

/** A spec with every size known: what is trained. */
export interface Model extends DataShape {
  readonly spec: Spec;
  readonly layers: readonly Layer[];
  /** All trained tensors, layer by layer, in the order in which they lie in the flat vector. */
  readonly parameters: readonly Parameter[];
}

export type Layer = RecurrentLayer | LinearLayer;

/** One recurrent layer; a spec's `layers: 2` makes two of them. */
export interface RecurrentLayer {
  readonly kind: 'recurrent';
  /** `lstm.0`: the cell's name and the place among the recurrent layers of the model. */
  readonly name: string;
  readonly cell: Cell;
  /** The lengths of the cell's sizes: `input`, `hidden`, and those that the cell names. */
  readonly sizes: CellSizes;
  readonly inputSize: number;
  readonly outputSize: number;
  /** The place in `spec.model` that it comes from. */
  readonly specIndex: number;
}

/** y = weight x + bias, at each time step by itself. */
export interface LinearLayer {
  readonly kind: 'linear';
  /** `linear.0`: the place among the linear layers. */
  readonly name: string;
  readonly inputSize: number;
  readonly outputSize: number;
  readonly specIndex: number;
}

/** One trained tensor, in the model's own terms: per gate. */
export interface Parameter {
  /** Unique in the model: `lstm.0.W_i`, `linear.0.weight`. */
  readonly name: string;
  readonly layer: string;
  /** `W_i`, `weight`. */
  readonly local: string;
  readonly shape: readonly number[];
  /** The shape in words: `['hidden', 'input']`. */
  readonly shapeNames: readonly string[];
  /**
   * The parameter as its cell knows it, for what follows from the equations: the gate, the stem that
   * `init` may name, the role. `undefined` for layers that are no cells.
   */
  readonly inCell: CellParameter | undefined;
  readonly kind: ParameterKind;
  readonly initializer: Initializer;
  /** Where it starts in the flat vector of all parameters. */
  readonly offset: number;
}

/** How many numbers the model trains. */
export function parameterCount(model: Model): number {
  return model.parameters.reduce((sum, parameter) => sum + sizeOf(parameter.shape), 0);
}
