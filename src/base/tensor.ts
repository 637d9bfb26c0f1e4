/** A float32 tensor, row-major. */
export interface Tensor {
  readonly data: Float32Array;
  readonly dimensions: readonly number[];
}
