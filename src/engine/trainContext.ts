import type { CompiledModel, Probe } from '../compile/compiledModel.ts';
import type { Dataset } from '../data/dataset.ts';
import type { EpochMetrics, RunEvent } from '../protocol/runEvents.ts';
import type { Model } from '../resolve/model.ts';
import type { Predictor } from './evaluate.ts';
import type { Clock, Digest, RunStore, Runtime, Session } from './ports.ts';
import type { Progress } from './progress.ts';

/** What `train` needs; all effects go through the ports. */
export interface TrainOptions {
  readonly model: Model;
  readonly compiled: CompiledModel;
  /** Compiled only when a number stops being finite, to say where. */
  readonly compileProbe: () => Probe;
  readonly dataset: Dataset;
  /** What the rows of the data are called, for the panel. */
  readonly labels: readonly string[];
  readonly runtime: Runtime;
  readonly store: RunStore;
  readonly digest: Digest;
  readonly clock: Clock;
  /** Shown to the person only. */
  readonly origin: { readonly spec: string; readonly pid: number };
  /** Said to the person when the training starts. */
  readonly notices: readonly string[];
  /** Looked at before each training step: the run then stops so that it can be resumed. */
  readonly signal: AbortSignal;
  readonly onEvent: (event: RunEvent) => void;
}

/** The options with what was made from them. */
export interface TrainContext extends TrainOptions {
  readonly step: Session;
  readonly predictor: Predictor;
  readonly reporter: RunReporter;
}

/** Turns what happens in a run into events, few enough for a panel to follow. */
export interface RunReporter {
  stepDone(progress: Progress, step: StepResult): void;
  /** `forecasts` are those of the validation part, `[sequences, horizon, targetSize]`. */
  epochDone(metrics: EpochMetrics, forecasts: Float64Array): void;
  /** Shows the forecasts of the best epoch at the end. */
  bestForecast(epoch: number, forecasts: Float64Array): void;
}

/** What a training step tells besides the new parameters. */
export interface StepResult {
  readonly loss: number;
  readonly gradientNorm: number;
  readonly sequences: number;
}
