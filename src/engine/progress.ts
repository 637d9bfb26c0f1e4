import { createRandom, type RandomState } from '../base/random.ts';

/** Where a run stands, apart from its tensors: JSON that a checkpoint stores. */
export interface Progress {
  /** Training steps done since the start of the run: updates of the parameters. */
  readonly step: number;
  /** Epochs done. */
  readonly epoch: number;
  /** The epoch that is under way. */
  readonly current: EpochProgress;
  /** The batches since the last training step, where one step takes several. */
  readonly group: GroupProgress;
  /** The training steps since the last evaluation. */
  readonly since: WindowProgress;
  /** Evaluations done. */
  readonly evaluations: number;
  readonly plateau: PlateauProgress;
  /** Training steps that the mean of the parameters is taken over so far. */
  readonly averaged: number;
  readonly best: BestEvaluation | undefined;
}

/** The epoch that is under way. */
export interface EpochProgress {
  /** Batches done. */
  readonly batches: number;
  /** The generator of the stream `shuffle` before it draws this epoch's order. */
  readonly shuffle: RandomState;
}

/** Sums over batches whose gradients were not followed yet. */
export interface GroupProgress {
  readonly batches: number;
  readonly sequences: number;
  /** The loss times how much it counts. */
  readonly lossSum: number;
  /** How much the losses count together. */
  readonly counted: number;
}

/** Sums over training steps since an evaluation. */
export interface WindowProgress {
  /** Where it began, in epochs. */
  readonly from: number;
  readonly steps: number;
  /** The loss times how much it counts. */
  readonly lossSum: number;
  /** How much the losses count together. */
  readonly counted: number;
  readonly largestGradientNorm: number;
  readonly clippedSteps: number;
  /** Of the last step. */
  readonly learningRate: number;
}

/** The evaluation with the smallest validation loss so far. */
export interface BestEvaluation {
  /** Its number, from 1. */
  readonly evaluation: number;
  /** Epochs done when it was made. */
  readonly epoch: number;
  readonly step: number;
  readonly validationLoss: number;
}

/** What a plateau schedule has done. */
export interface PlateauProgress {
  /** How often the learning rate fell. */
  readonly falls: number;
  /** The number of the evaluation at which it fell last, 0 where it did not. */
  readonly lastFall: number;
}

/** A run before its first step. */
export function initialProgress(seed: number): Progress {
  return {
    step: 0,
    epoch: 0,
    current: { batches: 0, shuffle: createRandom(seed, 'shuffle').state() },
    group: emptyGroup,
    since: emptyWindow(0),
    evaluations: 0,
    plateau: { falls: 0, lastFall: 0 },
    averaged: 0,
    best: undefined,
  };
}

/** Before the first batch of a training step. */
export const emptyGroup: GroupProgress = { batches: 0, sequences: 0, lossSum: 0, counted: 0 };

/** Right after an evaluation, so many epochs after the start. */
export function emptyWindow(from: number): WindowProgress {
  return {
    from,
    steps: 0,
    lossSum: 0,
    counted: 0,
    largestGradientNorm: 0,
    clippedSteps: 0,
    learningRate: 0,
  };
}

/** Evaluations since the best one, or since the start where there is none. */
export function evaluationsSinceBest({ evaluations, best }: Progress): number {
  return evaluations - (best?.evaluation ?? 0);
}

/** The stored form, checked, with the keys in their order; `undefined` where the text is no progress. */
export function parseProgress(text: string): Progress | undefined {
  let value: Progress | undefined;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const bestFits = value?.best === undefined || hasNumbersOf(someBest, value.best);
  return value && bestFits && hasNumbersOf(initialProgress(0), value)
    ? { ...value, best: value.best }
    : undefined;
}

const someBest: BestEvaluation = { evaluation: 0, epoch: 0, step: 0, validationLoss: 0 };

/** Whether a value holds a finite number wherever the example does. */
function hasNumbersOf(example: unknown, value: unknown): boolean {
  if (typeof example !== 'object' || example === null) {
    return typeof example !== 'number' || Number.isFinite(value);
  }
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.entries(example).every(([key, inner]) =>
      hasNumbersOf(inner, (value as Readonly<Record<string, unknown>>)[key]),
    )
  );
}
