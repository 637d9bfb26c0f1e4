import type { FlowValue } from './inspection.ts';

/**
 * The norm of a gradient at so many steps before the loss, as a share of what it is at the step of the
 * loss; `undefined` where there is no such step or nothing to compare with.
 */
export function shareLeft(
  { norms }: Pick<FlowValue, 'norms'>,
  from: number,
  stepsBack: number,
): number | undefined {
  const [start, there] = [norms[-from], norms[-from - stepsBack]];
  return start && there !== undefined && !Number.isNaN(there) ? there / start : undefined;
}

/** Below this share a gradient counts as vanished, and above its inverse as exploded. */
export const vanishedShare = 0.01;

/** What becomes of a gradient on its way back through time. */
export type FlowFate =
  /** The loss does not depend on the value where it is taken, so there is nothing to compare with. */
  | { readonly kind: 'none' }
  | { readonly kind: 'vanished' | 'exploded'; readonly steps: number }
  /** Neither, as far back as there are steps. */
  | { readonly kind: 'left'; readonly steps: number; readonly share: number };

/** What comes first on the way back: that a gradient has vanished, has exploded, or the end. */
export function fateOfFlow(value: Pick<FlowValue, 'norms'>, from: number): FlowFate {
  let fate: FlowFate = { kind: 'none' };
  for (let steps = 0; steps <= -from; steps++) {
    const share = shareLeft(value, from, steps);
    if (share === undefined) {
      return fate;
    }
    if (share < vanishedShare) {
      return { kind: 'vanished', steps };
    }
    if (share > 1 / vanishedShare) {
      return { kind: 'exploded', steps };
    }
    fate = { kind: 'left', steps, share };
  }
  return fate;
}

/** What becomes of a gradient on its way back through time, as a sentence without an end. */
export function describeFlow(value: Pick<FlowValue, 'norms'>, from: number): string {
  const fate = fateOfFlow(value, from);
  switch (fate.kind) {
    case 'none':
      return 'the loss does not depend on it';
    case 'exploded':
      return `after ${stepsWords(fate.steps)} the gradient is more than ${1 / vanishedShare} times as large`;
    case 'vanished':
      return `after ${stepsWords(fate.steps)} less than ${100 * vanishedShare} % of the gradient is left`;
    default:
      return fate.steps === 0
        ? 'there is no step before the loss'
        : `after ${stepsWords(fate.steps)} ${wordsOfShare(fate.share)}`;
  }
}

function wordsOfShare(share: number): string {
  return share < 1
    ? `${(100 * share).toPrecision(2)} % of the gradient is left`
    : `the gradient is ${share.toPrecision(2)} times as large`;
}

/** `1 step`, `1,200 steps` */
export function stepsWords(count: number): string {
  return `${count.toLocaleString('en')} ${count === 1 ? 'step' : 'steps'}`;
}
