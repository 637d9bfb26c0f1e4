import { describe, expect, test } from 'vitest';
import { canResume, phaseOf, progressParts, shareDone } from '../../../media/training/progress.ts';
import { collectTraining, emptyView } from '../../../media/training/trainingView.ts';
import type { RunStatus } from '../../../src/protocol/panel.ts';
import type { RunEvent, RunFinished } from '../../../src/protocol/runEvents.ts';
import { eventsUntil, recordedEvents, recordedStart } from '../recordedRun.ts';

const ended: RunStatus = { phase: 'ended', trusted: true };
const finished = recordedEvents.at(-1) as RunFinished;
const failed: RunEvent = { type: 'failed', message: 'No', run: undefined, folder: undefined };

describe('phaseOf', () => {
  test.each<[string, readonly RunEvent[]]>([
    ['finished', recordedEvents],
    ['stopped', [...eventsUntil(3), { ...finished, reason: 'stopped' }]],
    ['failed', [...eventsUntil(3), failed]],
    ['interrupted', eventsUntil(3)],
  ])('says %s of a run whose process is gone', (phase, events) => {
    expect(phaseOf(collectTraining(emptyView, events), ended)).toBe(phase);
  });

  test('believes the process while it lives', () => {
    const view = collectTraining(emptyView, eventsUntil(3));
    expect(phaseOf(view, { phase: 'stopping', trusted: true })).toBe('stopping');
  });
});

describe('canResume', () => {
  test('is for runs that did not come to their end', () => {
    const phases = ['none', 'running', 'finished', 'stopped', 'failed', 'interrupted'] as const;
    expect(phases.filter(canResume)).toEqual(['stopped', 'failed', 'interrupted']);
  });
});

describe('shareDone', () => {
  test('counts the steps of the epoch that is under way', () => {
    const view = collectTraining(emptyView, [
      { ...recordedStart, epochs: 4, stepsPerEpoch: 2 },
      {
        type: 'step',
        epoch: 1,
        step: 1,
        stepInEpoch: 1,
        loss: 1,
        gradientNorm: 1,
        learningRate: 0.1,
        sequencesPerSecond: 1,
        secondsLeft: 1,
      },
    ]);
    expect(shareDone(view)).toBe(1 / 8);
  });

  test('is nothing before the start', () => {
    expect(shareDone(emptyView)).toBe(0);
  });
});

describe('progressParts', () => {
  test('names the epoch that is under way and the time left', () => {
    const view = collectTraining(emptyView, eventsUntil(10));
    const parts = progressParts(view, 'running');
    expect(parts[0]).toBe(`Epoch 11 of ${recordedStart.epochs}`);
    expect(parts[1]).toMatch(/^[\d,]+ sequences\/s$/);
    expect(parts[2]).toMatch(/left$/);
  });

  test('counts the epochs of a run that ended', () => {
    const view = collectTraining(emptyView, eventsUntil(10));
    expect(progressParts(view, 'stopped')[0]).toBe(`10 of ${recordedStart.epochs} epochs`);
  });
});
