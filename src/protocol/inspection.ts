/** What a cell's value is: see `CellValue` of the equation language. */
export type ValueRole = 'input' | 'gate' | 'candidate' | 'state' | 'value';

/** A value of a cell by name: `i` of an LSTM. */
export interface NamedValue {
  readonly name: string;
  readonly role: ValueRole;
}

/** One reading of the sequence by a recurrent layer: `lstm.0`, `lstm.0.reverse`. */
export interface NamedPass<Value extends NamedValue> {
  readonly name: string;
  readonly layer: string;
  /** Whether it goes from the last time step to the first. */
  readonly reverse: boolean;
  /** The input `x` of the layer, then the values of the equations in their order. */
  readonly values: readonly Value[];
}

/** A value at every time step of one sequence. */
export interface TracedValue extends NamedValue {
  readonly width: number;
  /** `[T, width]` */
  readonly data: Float32Array;
}

/** What a model computes for one sequence, time step by time step. */
export interface Trace {
  /** Number of time steps T. */
  readonly steps: number;
  readonly passes: readonly NamedPass<TracedValue>[];
  /** `[O]`, or `[T, O]` where every step has an output; logits for classes and flags. */
  readonly prediction: Float32Array;
}

/** How much the loss depends on a value, by the distance of the time step from the loss. */
export interface FlowValue extends NamedValue {
  /**
   * The norm of ∂loss/∂value over the units, a mean over the sequences, from `GradientFlow.from` on;
   * not a number where no sequence has a time step.
   */
  readonly norms: readonly number[];
}

/** How the gradient of a loss travels through time. */
export interface GradientFlow {
  /** How many sequences the norms are means of. */
  readonly sequences: number;
  /** The mean loss of these sequences at the step where it is taken. */
  readonly loss: number;
  /**
   * The first distance in time steps: −3 is what a pass read three steps before the step of the loss,
   * or before its last one where the loss comes after all of them.
   */
  readonly from: number;
  readonly passes: readonly NamedPass<FlowValue>[];
}
