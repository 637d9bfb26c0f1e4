/** A run's `run.json`: what it is and how it stands. */
export interface RunInfo {
  /** The name of the run's folder. */
  readonly id: string;
  /** The spec file that was trained, as an absolute path. */
  readonly spec: string;
  /** The folder that holds `.rnn`, as an absolute path. */
  readonly workspace: string;
  /** SHA-256 of the spec file's text, to tell whether it changed since. */
  readonly specHash: string;
  readonly data: RunData;
  /** The cells of the library that the run uses, by name, as they were when it began. */
  readonly cells: Readonly<Record<string, RunCell>>;
  readonly seed: number;
  readonly epochs: number;
  /** In how many parts each batch is computed at the same time. */
  readonly shares: number;
  /** A run that is `running` although its process is gone was killed; it can be resumed. */
  readonly status: 'running' | 'finished' | 'stopped' | 'failed';
  /** Why it failed. */
  readonly message?: string;
  readonly process: ProcessIdentity;
  /** The moment of its first start, ISO 8601. */
  readonly created: string;
  /** Those of the process that trained it last. */
  readonly versions: RunVersions;
}

export interface RunVersions {
  readonly rnnStudio: string;
  readonly node: string;
  readonly onnxRuntime: string;
}

/** What a cell computes. */
export interface RunCell {
  readonly equations: string;
  /** The equation whose value the layer gives out. */
  readonly output: string;
}

/** The data of a run, and the units it was scaled by. */
export interface RunData {
  /** SHA-256 of each file's bytes, by its path as the spec says it, relative to the spec. */
  readonly files: Readonly<Record<string, string>>;
  readonly inputScaler: RunScaler;
  readonly targetScaler: RunScaler;
}

/** Per column: `scaled = (value − shift) / scale`. */
export interface RunScaler {
  readonly shift: readonly number[];
  readonly scale: readonly number[];
}

/** A process that cannot be mistaken for a later one with the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** The name of its machine or container: numbers of processes mean nothing on another one. */
  readonly host: string;
  /**
   * When it started, in the operating system's own words, with the boot of the machine; empty where
   * that cannot be known.
   */
  readonly start: string;
}

/** Names of the files in a run's folder that other processes follow. */
export const runFiles = {
  info: 'run.json',
  spec: 'spec.rnn.yaml',
  /** Run events as JSON lines, for whoever shows the run; nothing is read back from it. */
  events: 'events.jsonl',
  metrics: 'metrics.jsonl',
  report: 'report.json',
  best: 'best.safetensors',
  last: 'last.safetensors',
  /** Written when a run fails. */
  failure: 'failure.log',
  /** Whoever creates this file asks the run to stop at the next step. */
  stop: 'stop',
} as const;
