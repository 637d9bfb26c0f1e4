import type { CompiledModel, Probe, ProbeOptions } from '../compile/compiledModel.ts';
import type { Dataset } from '../data/dataset.ts';
import type { EpochMetrics, RunEvent } from '../protocol/runEvents.ts';
import type { Model } from '../resolve/model.ts';
import type { StateInput } from './carriedStates.ts';
import type { StepSessions } from './computeStep.ts';
import type { Evaluation, Evaluator } from './evaluate.ts';
import type { Clock, Digest, RunStore, Runtime } from './ports.ts';
import type { Progress } from './progress.ts';
import type { Task } from './tasks/task.ts';

/** What `train` needs; all effects go through the ports. */
export interface TrainOptions {
  readonly model: Model;
  readonly compiled: CompiledModel;
  /** Compiled only when a number stops being finite, to say where. */
  readonly compileProbe: (options: ProbeOptions) => Probe;
  readonly dataset: Dataset;
  readonly task: Task;
  readonly runtime: Runtime;
  readonly store: RunStore;
  readonly digest: Digest;
  readonly clock: Clock;
  /** Shown to the person only. */
  readonly origin: { readonly spec: string; readonly pid: number };
  /** Said to the person when the training starts. */
  readonly notices: readonly string[];
  /** Looked at before each batch: the run then stops so that it can be resumed. */
  readonly signal: AbortSignal;
  readonly onEvent: (event: RunEvent) => void;
}

/** The options with what was made from them. */
export interface TrainContext extends TrainOptions {
  readonly step: StepSessions;
  /** The states that a truncated batch carries from stretch to stretch. */
  readonly states: readonly StateInput[];
  readonly evaluator: Evaluator;
  readonly reporter: RunReporter;
}

/** Turns what happens in a run into events, few enough for a panel to follow. */
export interface RunReporter {
  stepDone(progress: Progress, step: StepResult): void;
  /** `validated` is what the model makes of the validation part. */
  epochDone(metrics: EpochMetrics, validated: Evaluation): void;
  /** Shows what the best epoch makes of the validation part, at the end. */
  bestDone(epoch: number, validated: Evaluation): void;
}

/** What a training step tells besides the new parameters. */
export interface StepResult {
  readonly loss: number;
  readonly gradientNorm: number;
  readonly sequences: number;
}
