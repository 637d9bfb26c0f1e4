/** What is to be trained; the worker takes it as JSON, its one argument. */
export type TrainingRequest = NewRun | ResumedRun;

export interface NewRun {
  readonly kind: 'train';
  /** The spec file. */
  readonly spec: string;
  /**
   * The folder whose `.rnn` gets the run. Otherwise the nearest folder above the spec that has a
   * `.rnn`; otherwise the current folder if the spec lies in it; otherwise the spec's own folder.
   */
  readonly workspace?: string;
  /** In place of the spec's `train.epochs`. */
  readonly epochs?: number;
  /** In place of the spec's `train.seed`. */
  readonly seed?: number;
}

export interface ResumedRun {
  readonly kind: 'resume';
  /** The run's folder, or its id in the `.rnn` of the current folder or of one above it. */
  readonly run: string;
  /** Goes on to so many epochs in all. */
  readonly epochs?: number;
}
