/** How often a unit of a gate is nearly shut and nearly open, as shares of the time steps. */
export interface UnitSaturation {
  /** Below 0.1. */
  readonly left: number;
  /** Above 0.9. */
  readonly right: number;
}

/** The saturation of each unit of a gate `[T, width]` (Karpathy et al. 2015, section 4.2). */
export function saturation(data: Float32Array, width: number): readonly UnitSaturation[] {
  const steps = data.length / width;
  const [left, right] = [new Uint32Array(width), new Uint32Array(width)];
  data.forEach((value, place) => {
    const unit = place % width;
    if (value < 0.1) {
      left[unit] = (left[unit] as number) + 1;
    } else if (value > 0.9) {
      right[unit] = (right[unit] as number) + 1;
    }
  });
  return Array.from({ length: width }, (_, unit) => ({
    left: (left[unit] as number) / steps,
    right: (right[unit] as number) / steps,
  }));
}
