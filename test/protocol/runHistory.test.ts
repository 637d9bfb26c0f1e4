import { describe, expect, test } from 'vitest';
import { collectTraining, emptyView } from '../../media/training/trainingView.ts';
import type { RunEvent, StepDone } from '../../src/protocol/runEvents.ts';
import { extendHistory, stepsKept } from '../../src/protocol/runHistory.ts';
import { eventsUntil, recordedEvents, recordedStart } from '../media/recordedRun.ts';

describe('extendHistory', () => {
  test('keeps what a panel that opens late needs', () => {
    const history = recordedEvents.reduce<readonly RunEvent[]>(
      (before, event) => extendHistory(before, [event]),
      [],
    );
    expect(collectTraining(emptyView, history)).toEqual(collectTraining(emptyView, recordedEvents));
    expect(history.filter((event) => event.type === 'forecast')).toHaveLength(1);
  });

  test('begins anew where a run goes on, with what its start does not bring', () => {
    const done = eventsUntil(5).filter((event) => event.type === 'epoch');
    const { step = 0 } = done.at(-1) ?? {};
    const resumed = { ...recordedStart, epochsDone: 5, stepsDone: step, history: done };
    const next = recordedEvents.filter((event) => event.type === 'epoch' && event.epoch === 6);
    const events = [...eventsUntil(5), resumed, ...next];
    const history = extendHistory(extendHistory([], events.slice(0, 9)), events.slice(9));
    expect(history[0]).toBe(resumed);
    expect(collectTraining(emptyView, history)).toEqual(collectTraining(emptyView, events));
    expect(history.filter((event) => event.type === 'started')).toHaveLength(1);
  });

  test('thins out single steps and keeps the newest', () => {
    const steps = Array.from({ length: stepsKept + 1 }, (_, index) => step(index));
    const history = extendHistory([recordedStart], steps);
    expect(history.length).toBeLessThan(stepsKept);
    expect(history.at(-1)).toBe(steps.at(-1));
  });
});

function step(index: number): StepDone {
  return {
    type: 'step',
    epoch: 1,
    step: index + 1,
    stepInEpoch: index + 1,
    loss: 1,
    gradientNorm: 1,
    learningRate: 0.1,
    sequencesPerSecond: 1,
    secondsLeft: 1,
  };
}
