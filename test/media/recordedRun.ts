import { readFileSync } from 'node:fs';
import { createEventLines } from '../../src/protocol/eventLines.ts';
import type { RunEvent, RunStarted } from '../../src/protocol/runEvents.ts';

/** The events of a real run of the airline example, as its worker wrote them. */
export const recordedEvents = readEvents('airlineRun.jsonl');

/** The same of the vowels example, whose task has no forecasts. */
export const recordedClassifying = readEvents('vowelsRun.jsonl');

/** All events before those of the epoch that follows `epoch`. */
export function eventsUntil(epoch: number): readonly RunEvent[] {
  return recordedEvents.filter(
    (event) => event.type !== 'finished' && (!('epoch' in event) || event.epoch <= epoch),
  );
}

function readEvents(fixture: string): readonly RunEvent[] {
  return createEventLines()(readFileSync(new URL(`fixtures/${fixture}`, import.meta.url)));
}

/** The start of the recorded run. */
export const recordedStart = recordedEvents[0] as RunStarted;
