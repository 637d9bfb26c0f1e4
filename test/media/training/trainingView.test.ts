import { describe, expect, test } from 'vitest';
import { collectTraining, emptyView, stepLimit } from '../../../media/training/trainingView.ts';
import type { EpochMetrics, RunEvent, StepDone } from '../../../src/protocol/runEvents.ts';
import { eventsUntil, recordedEvents, recordedStart } from '../recordedRun.ts';

describe('collectTraining', () => {
  test('collects a whole run', () => {
    const view = collectTraining(emptyView, recordedEvents);
    const ending = recordedEvents.at(-1);
    expect(view.ending).toBe(ending);
    expect(view.epochs.map((epoch) => epoch.epoch)).toEqual(
      Array.from({ length: view.epochs.length }, (_, index) => index + 1),
    );
    expect(view.best?.epoch).toBe(ending?.type === 'finished' && ending.bestEpoch);
  });

  test('gives the same view in one batch and event by event', () => {
    const single = recordedEvents.reduce(
      (view, event) => collectTraining(view, [event]),
      emptyView,
    );
    expect(single).toEqual(collectTraining(emptyView, recordedEvents));
  });

  test('leaves the view before as it was', () => {
    const before = collectTraining(emptyView, eventsUntil(3));
    const copy = structuredClone(before);
    collectTraining(before, recordedEvents);
    expect(before).toEqual(copy);
  });

  test('begins a resumed run with the epochs of its history', () => {
    const view = collectTraining(emptyView, [
      ...eventsUntil(10),
      { ...recordedStart, epochsDone: 2, history: [metrics(1, true), metrics(2, false)] },
    ]);
    expect(view.epochs.map((epoch) => epoch.epoch)).toEqual([1, 2]);
    expect(view.best?.epoch).toBe(1);
    expect(view.steps.every((step) => step.position <= 2)).toBe(true);
    expect(view.forecast).toBeDefined();
  });

  test('forgets the forecast and the steps of another run', () => {
    const view = collectTraining(emptyView, [
      ...eventsUntil(10),
      { ...recordedStart, run: 'airline-another' },
    ]);
    expect(view).toMatchObject({ epochs: [], steps: [], forecast: undefined, best: undefined });
  });

  test('puts steps between the epochs', () => {
    const view = collectTraining(emptyView, [
      { ...recordedStart, stepsPerEpoch: 4 },
      step({ epoch: 3, stepInEpoch: 2 }),
    ]);
    expect(view.steps).toEqual([{ position: 2.5, loss: 0.5 }]);
  });

  test('thins out more steps than a plot can show', () => {
    const steps: RunEvent[] = Array.from({ length: stepLimit + 1 }, (_, index) =>
      step({ epoch: index + 1, stepInEpoch: 1 }),
    );
    const view = collectTraining(emptyView, [recordedStart, ...steps]);
    expect(view.steps).toHaveLength(stepLimit / 2 + 1);
    expect(view.lastStep).toBe(steps.at(-1));
  });
});

function metrics(epoch: number, best: boolean): EpochMetrics {
  return {
    epoch,
    step: epoch * 3,
    trainLoss: 1,
    validationLoss: 1,
    validationScore: 1,
    gradientNorm: 1,
    clipped: 0,
    learningRate: 0.001,
    best,
  };
}

function step(part: Partial<StepDone>): StepDone {
  return {
    type: 'step',
    epoch: 1,
    step: 1,
    stepInEpoch: 1,
    loss: 0.5,
    gradientNorm: 1,
    learningRate: 0.1,
    sequencesPerSecond: 100,
    secondsLeft: 1,
    ...part,
  };
}
