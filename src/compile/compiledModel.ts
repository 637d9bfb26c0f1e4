import type { Graph } from '../graph/graph.ts';
import type { NoiseInput } from '../lower/noise.ts';

/** A graph and the same as an ONNX model that ONNX Runtime can load. */
export interface Program {
  readonly graph: Graph;
  readonly bytes: Uint8Array;
}

/**
 * What a run needs of a model. Tensors are float32, tokens and classes too: they are places in the
 * lists of the model's `DataShape`. P is the number of parameters, which lie in one flat vector at
 * `Parameter.offset`; T and B are open.
 *
 * | input | shape | there is one |
 * |---|---|---|
 * | `parameters` | `[P]` | always |
 * | `x` | values `[T, B, I]`, tokens `[T, B]` | always |
 * | `mask` | `[T, B]`, 1 where a step belongs to its sequence, 0 in the padding behind it | where `ragged` |
 * | `initial.<layer>.<state>` | `[B, width]` | with `carry` |
 * | `y` | values and flags `[B, O]`, classes `[B]`; at every step `[T, B, O]`, `[T, B]` | for a loss |
 * | `weights` | `[T, B]`, 1 where the loss counts a step, otherwise 0 | for a loss, where `isWeighted` |
 * | each of `noise` | its own | in the training step |
 *
 * Padding may hold anything, even NaN. `final.<layer>.<state>` `[B, width]` are outputs of all
 * programs with `carry`: the states after the last step of each sequence, to be the `initial` ones of
 * the batch that goes on. No gradient flows from one batch into the one before.
 *
 * - `trainingStep`: further inputs each of `slots` `[P]`, `rate []`, `step []` (from 1) and, where
 *   parameters are averaged, `averaging []`; outputs `next.parameters [P]`, `next.<slot> [P]`,
 *   `loss []`, `gradient_norm []` (before clipping) and `clipped []` (1 where clipping changed the
 *   gradient, otherwise 0). Where several gradients make one step it changes nothing yet: its further
 *   input is only `weight []`, its outputs `gradient [P]`, times that weight, and `loss []`.
 * - `update`, there where several gradients make one step: takes `parameters`, the gradients of the
 *   shares as `gradient.0`, … `[P]`, the sum of the weights as `weight`, and for the rest what a
 *   `trainingStep` takes and gives besides the batch. Where a step takes several batches, `accumulated`
 *   and `next.accumulated` `[P]` are the sums before and after this one.
 * - `evaluation` (see `evaluationGraph`): outputs `loss []` and `prediction`, `[B, O]` or
 *   `[T, B, O]`: values, or the logits of classes or flags. In padding it is what it may be.
 */
export interface CompiledModel {
  readonly trainingStep: Program;
  readonly update: Program | undefined;
  /** In how many parts a batch is computed at the same time; in rounding the numbers depend on it. */
  readonly shares: number;
  /**
   * Names of the vectors that go from step to step, zero at the start: those of the optimiser, such
   * as `momentum`, then `average` and `accumulated` where there is one.
   */
  readonly slots: readonly string[];
  /** The inputs of the training step that are drawn anew for every step. */
  readonly noise: readonly NoiseInput[];
}

/** Which batches a probe looks at. */
export interface ProbeOptions {
  /** Whether they are those of training steps, which have noise. */
  readonly training: boolean;
}

/**
 * For finding where a number stopped being finite: the inputs of `evaluation`, for a training step its
 * noise as well; outputs `output.<layer>` for every layer, `value.<pass>.<name>` `[T, B, width]` for
 * the input `x` and every value of every cell, `loss []` and `gradient [P]`.
 */
export type Probe = Program;
