import { describe, expect, test } from 'vitest';
import { collectMessages, initialModel } from '../../../media/training/panelModel.ts';
import { collectTraining, emptyView } from '../../../media/training/trainingView.ts';
import type { RunStatus } from '../../../src/protocol/panel.ts';
import { eventsUntil, recordedEvents } from '../recordedRun.ts';

const heading = { spec: '/airline.rnn.yaml', name: 'airline', folder: '/runs/airline-1' };
const running: RunStatus = { phase: 'running', trusted: true };

describe('collectMessages', () => {
  test('shows a run and appends what comes later', () => {
    const early = eventsUntil(5);
    const model = collectMessages(initialModel, [
      { type: 'showRun', heading, events: early, status: running },
      { type: 'appendEvents', events: recordedEvents.slice(early.length) },
      { type: 'showStatus', status: { phase: 'ended', trusted: true } },
    ]);
    expect(model.heading).toBe(heading);
    expect(model.status.phase).toBe('ended');
    expect(model.view.ending).toBe(recordedEvents.at(-1));
  });

  test('forgets the run before when another is shown', () => {
    const model = collectMessages(initialModel, [
      { type: 'showRun', heading, events: recordedEvents, status: running },
      { type: 'showRun', heading, events: eventsUntil(2), status: running },
    ]);
    expect(model.view).toEqual(collectTraining(emptyView, eventsUntil(2)));
  });
});
