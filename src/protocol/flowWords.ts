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
  return start && there !== undefined ? there / start : undefined;
}

/** Below this share a gradient counts as vanished, and above its inverse as exploded. */
export const vanishedShare = 0.01;

/** What becomes of a gradient on its way back through time, as a sentence without an end. */
export function describeFlow(value: Pick<FlowValue, 'norms'>, from: number): string {
  const shares = Array.from({ length: 1 - from }, (_, back) => shareLeft(value, from, back));
  if (shares[0] === undefined) {
    return 'the loss does not depend on it';
  }
  const vanished = shares.findIndex((share) => share !== undefined && share < vanishedShare);
  const exploded = shares.findIndex((share) => share !== undefined && share > 1 / vanishedShare);
  if (exploded >= 0 && (vanished < 0 || exploded < vanished)) {
    return `after ${steps(exploded)} the gradient is more than ${1 / vanishedShare} times as large`;
  }
  if (vanished >= 0) {
    return `after ${steps(vanished)} less than ${100 * vanishedShare} % of the gradient is left`;
  }
  const last = shares.length - 1;
  return last === 0
    ? 'there is no step before the loss'
    : `after ${steps(last)} ${wordsOfShare(shares[last] ?? 0)}`;
}

function wordsOfShare(share: number): string {
  return share < 1
    ? `${(100 * share).toPrecision(2)} % of the gradient is left`
    : `the gradient is ${share.toPrecision(2)} times as large`;
}

function steps(count: number): string {
  return `${count.toLocaleString('en')} ${count === 1 ? 'step' : 'steps'}`;
}
