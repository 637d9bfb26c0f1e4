/** A float32 tensor, row-major. */
export interface Tensor {
  readonly data: Float32Array;
  readonly dimensions: readonly number[];
}

/** Runs ONNX models. */
export interface Runtime {
  /** Throws an `Error` where the model is refused. */
  load(model: Uint8Array): Promise<Session>;
}

/** A loaded ONNX model. */
export interface Session {
  /** Computes the outputs, all of them or those named. */
  run(
    inputs: Readonly<Record<string, Tensor>>,
    outputs?: readonly string[],
  ): Promise<Record<string, Tensor>>;
  release(): Promise<void>;
}

/** Wall-clock time, for progress only: nothing that is stored depends on it. */
export interface Clock {
  /** Milliseconds from some fixed moment. */
  now(): number;
}
