/** An affine change of units per column: `scaled = (value − shift) / scale`. */
export interface Scaler {
  readonly shift: readonly number[];
  readonly scale: readonly number[];
}
