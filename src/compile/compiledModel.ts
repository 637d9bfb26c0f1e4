import type { Graph } from '../graph/graph.ts';

/** A graph and the same as an ONNX model that ONNX Runtime can load. */
export interface Program {
  readonly graph: Graph;
  readonly bytes: Uint8Array;
}

/**
 * What a run needs of a model. Tensors are float32; P is the number of parameters, which lie in one
 * flat vector at `Parameter.offset`.
 *
 * - `trainingStep`: inputs `parameters [P]`, each of `slots` `[P]`, `rate []`, `step []` (from 1),
 *   `x [T, B, I]`, `y` (`[B, O]`, or `[T, B, O]` where every step has an output); outputs
 *   `next.parameters [P]`, `next.<slot> [P]`, `loss []` and `gradient_norm []` (before clipping).
 * - `prediction`: inputs `parameters [P]`, `x [T, B, I]`; output `prediction` with the shape of `y`.
 */
export interface CompiledModel {
  readonly trainingStep: Program;
  readonly prediction: Program;
  /** Names of the optimiser's vectors, zero at the start: `momentum`, or `mean` and `variance`. */
  readonly slots: readonly string[];
}

/**
 * For finding where a number stopped being finite: inputs `parameters`, `x`, `y`; outputs
 * `output.<layer>` for every layer, `loss []` and `gradient [P]`.
 */
export type Probe = Program;
