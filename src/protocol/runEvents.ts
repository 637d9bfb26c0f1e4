/**
 * What a run tells the world, one JSON object per event: the worker sends them to the editor, the
 * `rnn` command prints them with `--json`, panels draw them. Losses are in scaled units, `error`
 * figures in the units of the data.
 */
export type RunEvent = RunStarted | StepDone | EpochDone | ForecastMade | RunFinished | RunFailed;

export interface RunStarted {
  readonly type: 'started';
  /** The run's id: the name of its folder in `.rnn/runs`. */
  readonly run: string;
  /** The run's folder. */
  readonly folder: string;
  /** The spec file that it trains. */
  readonly spec: string;
  readonly pid: number;
  readonly seed: number;
  readonly parameters: number;
  readonly sequences: {
    readonly train: number;
    readonly validation: number;
    readonly test: number;
  };
  readonly epochs: number;
  /** Training steps, each of which may take several batches. */
  readonly stepsPerEpoch: number;
  /**
   * The share of padding in the time steps of an epoch's batches, from 0 to 1; absent where all
   * sequences are equally long.
   */
  readonly padding?: number;
  /** Epochs that were already done, where a run goes on. */
  readonly epochsDone: number;
  /** Training steps that were already done. */
  readonly stepsDone: number;
  /** What `validationScore` is. */
  readonly measure: Measure;
  /** What the losses are the mean of. */
  readonly loss: LossName;
  /** Whether `forecast` events follow. */
  readonly forecasts: boolean;
  /** The metrics so far, so that a panel shows the whole run. */
  readonly history: readonly EpochMetrics[];
  /** Sentences about what may make the numbers other than expected; absent where nothing does. */
  readonly notices?: readonly string[];
}

/**
 * The squared error of each value, in scaled units; the cross entropy of each class, in nats; or the
 * binary cross entropies of all flags of a step together, in nats.
 */
export type LossName = 'squared error' | 'cross entropy' | 'binary cross entropy';

/** Sent a few times a second at most, for progress; no part of the metrics. */
export interface StepDone {
  readonly type: 'step';
  readonly epoch: number;
  /** Training steps since the start of the run. */
  readonly step: number;
  readonly stepInEpoch: number;
  readonly loss: number;
  readonly gradientNorm: number;
  readonly learningRate: number;
  readonly sequencesPerSecond: number;
  /** Until the last epoch, at this speed. */
  readonly secondsLeft: number;
}

/**
 * What is stored of an evaluation, at the end of an epoch or where the spec asks for one: the same
 * for the same seed, so no times.
 */
export interface EpochMetrics {
  /** Epochs done since the start of the run, with three decimals in the middle of one. */
  readonly epoch: number;
  /** Training steps since the start of the run. */
  readonly step: number;
  /** Mean over the batches since the evaluation before, each before its update. */
  readonly trainLoss: number;
  readonly validationLoss: number;
  /** The task's measure on the validation part. */
  readonly validationScore: number;
  /** Largest global norm of the gradient in those steps, before clipping. */
  readonly gradientNorm: number;
  /** Share of those steps whose gradient was clipped. */
  readonly clipped: number;
  /** Of the last of those steps. */
  readonly learningRate: number;
  /** Whether this is the best validation loss so far. */
  readonly best: boolean;
}

export interface EpochDone extends EpochMetrics {
  readonly type: 'epoch';
  readonly epochs: number;
  readonly secondsLeft: number;
  readonly sequencesPerSecond: number;
}

/** The forecast on the validation part, for the panel. */
export interface ForecastMade {
  readonly type: 'forecast';
  readonly epoch: number;
  readonly series: readonly ForecastSeries[];
}

/** One target column; `truth` and `forecast` are in the data's units. */
export interface ForecastSeries {
  readonly target: string;
  /** Row numbers of the data file, from 0. */
  readonly rows: readonly number[];
  /** Labels of those rows (the first text column, such as a date), or the row numbers. */
  readonly labels: readonly string[];
  readonly truth: readonly number[];
  /** One step ahead, for each of `rows`. */
  readonly forecast: readonly number[];
}

/** What a task judges a model by, besides its loss. */
export interface Measure {
  readonly name:
    | 'root mean squared error'
    | 'mean squared error'
    | 'accuracy'
    | 'perplexity'
    | 'loss per step';
  /** Of the figures: the names of the target columns; empty where they have none. */
  readonly unit: string;
  readonly better: 'smaller' | 'larger';
}

/** How good the best model is, beside what needs no model. */
export interface RunReport {
  readonly reason: 'epochs' | 'early-stop' | 'stopped';
  readonly epochs: number;
  readonly bestEpoch: number;
  readonly measure: Measure;
  readonly validation: PartScores;
  readonly test: PartScores;
}

/** How good a model is on one part. */
export interface PartScores {
  /** In scaled units. */
  readonly loss: number;
  /** The measure. */
  readonly score: number;
  readonly baselines: readonly Baseline[];
  readonly sequences: number;
}

/** The measure of something that needs no model. */
export type Baseline =
  /** Repeating the last value seen. */
  | { readonly kind: 'last-value'; readonly score: number }
  /** The value one season ago plus the mean growth per season seen in training. */
  | { readonly kind: 'seasonal'; readonly season: number; readonly score: number }
  /** The mean over the training part. */
  | { readonly kind: 'mean'; readonly score: number }
  /** The class that is most frequent in the training part. */
  | { readonly kind: 'most-frequent'; readonly score: number }
  /** The tag that each token has most often in the training part. */
  | { readonly kind: 'most-frequent-tag'; readonly score: number }
  /** How often each output occurs in the training part, whatever was before. */
  | { readonly kind: 'frequencies'; readonly score: number };

export interface RunFinished extends RunReport {
  readonly type: 'finished';
  readonly run: string;
  readonly folder: string;
}

export interface RunFailed {
  readonly type: 'failed';
  readonly message: string;
  readonly run: string | undefined;
  readonly folder: string | undefined;
}
