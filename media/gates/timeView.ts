/** The time steps `[from, to)` of a trace that are on the screen; not always whole numbers. */
export interface TimeView {
  readonly from: number;
  readonly to: number;
}

/** All of a trace. */
export function wholeView(steps: number): TimeView {
  return { from: 0, to: steps };
}

/** The view moved and cut so that it lies within the trace and shows at least a few steps. */
export function fitView({ from, to }: TimeView, steps: number): TimeView {
  const length = Math.min(steps, Math.max(Math.min(leastSteps, steps), to - from));
  const start = Math.min(Math.max(0, from), steps - length);
  return { from: start, to: start + length };
}

/** Fewer than this would say nothing. */
const leastSteps = 4;

/** Makes what is seen `factor` times as long; the step `around` stays where it is. */
export function zoomView(
  { from, to }: TimeView,
  factor: number,
  around: number,
  steps: number,
): TimeView {
  const start = around - (around - from) * factor;
  return fitView({ from: start, to: start + (to - from) * factor }, steps);
}

/** Moves the view by a share of its length. */
export function panView({ from, to }: TimeView, share: number, steps: number): TimeView {
  const distance = (to - from) * share;
  return fitView({ from: from + distance, to: to + distance }, steps);
}

/** The time step under a place of the picture, both as shares of its width. */
export function stepAt({ from, to }: TimeView, share: number, steps: number): number {
  return Math.max(0, Math.min(steps - 1, Math.floor(from + share * (to - from))));
}

/** Where the left edge of a time step is, in pixels of a picture that is so wide. */
export function leftOf({ from, to }: TimeView, step: number, width: number): number {
  return ((step - from) / (to - from)) * width;
}

/**
 * The range that a picture is fetched for: half a view more on both sides, so that moving shows what
 * is already there.
 */
export function fetchedRange({ from, to }: TimeView, steps: number): TimeView {
  const margin = (to - from) / 2;
  return {
    from: Math.max(0, Math.floor(from - margin)),
    to: Math.min(steps, Math.ceil(to + margin)),
  };
}

/** Time steps that stand below the pictures: round numbers, about `count` of them. */
export function timeTicks({ from, to }: TimeView, first: number, count: number): readonly number[] {
  const rough = Math.max(1, (to - from) / Math.max(1, count));
  const power = 10 ** Math.floor(Math.log10(rough));
  const every = [1, 2, 5, 10].map((step) => step * power).find((step) => step >= rough) ?? rough;
  const ticks: number[] = [];
  const start = Math.ceil((from + first) / every) * every;
  for (let tick = start; tick < to + first; tick += every) {
    ticks.push(tick - first);
  }
  return ticks;
}
