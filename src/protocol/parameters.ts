/**
 * What `rnn inspect SPEC|RUN --json` prints, as one line: every trained tensor of a model, stacked as
 * PyTorch stacks it and taken apart by gate. The parameters panel draws it.
 */
export interface ParameterReport {
  readonly type: 'parameters';
  /** The spec file. */
  readonly spec: string;
  /** The run whose best parameters the statistics are of; `undefined` before training. */
  readonly run: InspectedRun | undefined;
  readonly layers: readonly LayerReport[];
  /** How many numbers the model trains. */
  readonly count: number;
}

export interface InspectedRun {
  /** The run's id: the name of its folder in `.rnn/runs`. */
  readonly id: string;
  readonly folder: string;
  /** The epoch that the parameters are of, from 1. */
  readonly epoch: number;
}

export interface LayerReport {
  /** `lstm.0`, `linear.0` */
  readonly name: string;
  /** The cell's name, or `linear`. */
  readonly kind: string;
  /** One line about it, in words. */
  readonly summary: string;
  /** The cell's equations as written; empty for layers that are no cells. */
  readonly equations: string;
  readonly sizes: readonly NamedSize[];
  readonly tensors: readonly TensorReport[];
  readonly count: number;
  /** How the count comes about, such as `4·hidden·(input + hidden + 1) = 40,800`. */
  readonly countFormula: string;
}

/** `hidden` = 100 */
export interface NamedSize {
  readonly name: string;
  readonly size: number;
}

/** One tensor as PyTorch keeps it: the blocks of all gates, one below the other. */
export interface TensorReport {
  /** PyTorch's name (`weight_ih_l0`), or the cell's own where PyTorch has no such tensor (`p`). */
  readonly name: string;
  /** Whether PyTorch has a tensor of this name, layout and meaning. */
  readonly inPyTorch: boolean;
  /** What it multiplies or does, in words: `The input of this step to every gate`. */
  readonly meaning: string;
  readonly shape: readonly number[];
  /** The shape in words and numbers: `[4·hidden, input] = [400, 1]`. */
  readonly shapeText: string;
  readonly count: number;
  /** `4·100·1 = 400` */
  readonly countFormula: string;
  /** From the first row to the last, in PyTorch's order (`i f g o`; `r z n`). */
  readonly blocks: readonly GateBlock[];
  /** What differs from PyTorch, such as its second bias; empty where nothing does. */
  readonly note: string;
}

/** The rows of one gate: one tensor in the model's own terms. */
export interface GateBlock {
  /** `i`; the tensor's own name (`weight`) for layers without gates. */
  readonly gate: string;
  /** What the cell calls the value: a gate, a candidate, a state or another value. */
  readonly role: 'gate' | 'candidate' | 'state' | 'value';
  /** The name in the model and in its checkpoints: `lstm.0.W_i`. */
  readonly parameter: string;
  readonly firstRow: number;
  /** Inclusive. */
  readonly lastRow: number;
  /** `[hidden, input] = [100, 1]` */
  readonly shapeText: string;
  /** How it starts, in words: `Xavier uniform`, `1`. */
  readonly initializer: string;
  /** Of the trained weights; before training, of those that it starts from. */
  readonly statistics: WeightStatistics | undefined;
}

export interface WeightStatistics {
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  /** Population standard deviation. */
  readonly std: number;
  /** The root of the sum of squares. */
  readonly norm: number;
  /** The norm of the way from where training started; `undefined` before training. */
  readonly moved: number | undefined;
  /** The largest size of an eigenvalue, of a square matrix from step to step. */
  readonly spectralRadius: number | undefined;
}
