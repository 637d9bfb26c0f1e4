import type { Tensor } from '../base/tensor.ts';

/** Runs ONNX models. */
export interface Runtime {
  /** Throws an `Error` where the model is refused. The use is `steady` where it is not said. */
  load(model: Uint8Array, use?: SessionUse): Promise<Session>;
}

/**
 * `steady`: runs again as soon as it is done; `parallel`: the same, at the same time as others;
 * `occasional`: now and then, beside a steady one.
 */
export type SessionUse = 'steady' | 'parallel' | 'occasional';

/** A loaded ONNX model. */
export interface Session {
  /** Computes the outputs, all of them or those named; an input of whole numbers takes such floats. */
  run(
    inputs: Readonly<Record<string, Tensor>>,
    outputs?: readonly string[],
  ): Promise<Record<string, Tensor>>;
  release(): Promise<void>;
}

/** The SHA-256 of pieces of bytes one after another, in hexadecimal digits. */
export type Digest = (pieces: readonly Uint8Array[]) => string;

/** Wall-clock time, for progress only: nothing that is stored depends on it. */
export interface Clock {
  /** Milliseconds from some fixed moment. */
  now(): number;
}

/** The files of a run that training reads and writes. */
export type RunFile = 'metrics.jsonl' | 'best.safetensors' | 'last.safetensors' | 'report.json';

/**
 * What a run keeps. Each call is done, and safe from a crash, when it returns.
 * All methods throw a `UserError` that names the file and the remedy where the world refuses.
 */
export interface RunStore {
  /** The name of the run's folder. */
  readonly id: string;
  readonly folder: string;
  /** The whole file, or `undefined` where there is none. */
  read(file: RunFile): Uint8Array | undefined;
  /** Puts a whole file in the place of the old one; a crash leaves the old or the new one. */
  replace(file: RunFile, bytes: Uint8Array): void;
  /** Adds to the end; a crash may leave a part of it. */
  append(file: RunFile, text: string): void;
}
