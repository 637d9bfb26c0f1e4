import { createRandom, type RandomState } from '../base/random.ts';

/** Where a run stands, apart from its tensors: JSON that a checkpoint stores. */
export interface Progress {
  /** Training steps done since the start of the run. */
  readonly step: number;
  /** Epochs done. */
  readonly epoch: number;
  /** The epoch that is under way. */
  readonly current: EpochProgress;
  readonly best: { readonly epoch: number; readonly validationLoss: number } | undefined;
}

/** Sums over the steps done in an epoch. */
export interface EpochProgress {
  readonly steps: number;
  /** The generator of the stream `shuffle` before it draws this epoch's order. */
  readonly shuffle: RandomState;
  /** The loss times how much it counts, summed over the steps. */
  readonly lossSum: number;
  /** How much the losses count together. */
  readonly counted: number;
  readonly largestGradientNorm: number;
  readonly clippedSteps: number;
}

/** A run before its first step. */
export function initialProgress(seed: number): Progress {
  return {
    step: 0,
    epoch: 0,
    current: startEpoch(createRandom(seed, 'shuffle').state()),
    best: undefined,
  };
}

/** An epoch before its first step. */
export function startEpoch(shuffle: RandomState): EpochProgress {
  return { steps: 0, shuffle, lossSum: 0, counted: 0, largestGradientNorm: 0, clippedSteps: 0 };
}

/** The stored form, checked; `undefined` where the text is no progress. */
export function parseProgress(text: string): Progress | undefined {
  let value: Progress;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const current = value?.current;
  const numbers: readonly unknown[] = [
    value?.step,
    value?.epoch,
    current?.steps,
    current?.lossSum,
    current?.counted,
    current?.largestGradientNorm,
    current?.clippedSteps,
    ...(Array.isArray(current?.shuffle) ? current.shuffle : [undefined]),
    ...(value?.best ? [value.best.epoch, value.best.validationLoss] : []),
  ];
  const valid = numbers.every(Number.isFinite) && current.shuffle.length === 4;
  return valid ? { ...value, best: value.best ?? undefined } : undefined;
}
