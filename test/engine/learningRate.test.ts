import { describe, expect, test } from 'vitest';
import { judgePlateau, learningRate, type StepPlace } from '../../src/engine/learningRate.ts';
import { initialProgress } from '../../src/engine/progress.ts';
import { defaultOptimizers } from '../../src/spec/declarations/optimizerType.ts';
import { defaultTrain } from '../../src/spec/declarations/trainKeys.ts';
import type { TrainSpec } from '../../src/spec/spec.ts';

const optimizer = { ...defaultOptimizers.sgd, rate: 0.8 };

function rateAt(train: Partial<TrainSpec>, place: Partial<StepPlace>): number {
  const spec = { ...defaultTrain, epochs: 10, optimizer, ...train };
  return learningRate(spec, { step: 1000, epochs: 0, falls: 0, ...place });
}

describe('learningRate', () => {
  test.each<[string, Partial<TrainSpec>, Partial<StepPlace>, number]>([
    ['stays the same by itself', {}, { epochs: 9.9 }, 0.8],
    [
      'stays until the first step',
      { schedule: { kind: 'step', every: 2, factor: 0.5 } },
      { epochs: 1.99 },
      0.8,
    ],
    ['falls by steps', { schedule: { kind: 'step', every: 2, factor: 0.5 } }, { epochs: 4 }, 0.2],
    ['begins a cosine at its height', { schedule: { kind: 'cosine', to: 0.2 } }, {}, 0.8],
    [
      'is in the middle of a cosine half-way',
      { schedule: { kind: 'cosine', to: 0.2 } },
      { epochs: 5 },
      0.5,
    ],
    [
      'has fallen by a seventh after a quarter of a cosine',
      { schedule: { kind: 'cosine', to: 0 } },
      { epochs: 2.5 },
      0.8 * Math.cos(Math.PI / 8) ** 2,
    ],
    ['ends a cosine where it says', { schedule: { kind: 'cosine', to: 0.2 } }, { epochs: 10 }, 0.2],
    [
      'falls with every plateau',
      { schedule: { kind: 'plateau', patience: 3, factor: 0.5, min: 0 } },
      { falls: 2 },
      0.2,
    ],
    [
      'does not fall below the smallest',
      { schedule: { kind: 'plateau', patience: 3, factor: 0.5, min: 0.3 } },
      { falls: 2 },
      0.3,
    ],
    ['rises during the warm-up', { warmup: 4 }, { step: 1 }, 0.2],
    ['is whole with the last step of the warm-up', { warmup: 4 }, { step: 4 }, 0.8],
    [
      'is what the schedule says times the warm-up',
      { warmup: 4, schedule: { kind: 'step', every: 1, factor: 0.5 } },
      { step: 2, epochs: 1 },
      0.2,
    ],
  ])('%s', (_, train, place, expected) => {
    expect(rateAt(train, place)).toBeCloseTo(expected, 12);
  });
});

describe('judgePlateau', () => {
  test('lets the rate fall after each row of evaluations that are no better', () => {
    const options = { patience: 2, factor: 0.5, min: 0 };
    let progress = initialProgress(1);
    const falls = [5, 4, 6, 6, 6, 6, 3, 9, 9].map((validationLoss, index) => {
      const evaluation = index + 1;
      const better = validationLoss < (progress.best?.validationLoss ?? Number.POSITIVE_INFINITY);
      progress = {
        ...progress,
        evaluations: evaluation,
        best: better
          ? { evaluation, epoch: evaluation, step: evaluation, validationLoss }
          : progress.best,
      };
      progress = { ...progress, plateau: judgePlateau(options, progress) };
      return progress.plateau.falls;
    });
    expect(falls).toEqual([0, 0, 0, 1, 1, 2, 2, 2, 3]);
  });
});
