import type { RunEvent } from './runEvents.ts';

/** How many single steps a history keeps; older ones are thinned out to every other one. */
export const stepsKept = 1000;

/**
 * A run's events without what later ones made pointless: all epochs since the last start, the last
 * forecast, some of the steps. A panel that opens late is sent this instead of everything.
 */
export function extendHistory(
  history: readonly RunEvent[],
  events: readonly RunEvent[],
): readonly RunEvent[] {
  const start = events.findLast((event) => event.type === 'started');
  const before = start ? history.filter((event) => survivesStart(event, start)) : history;
  const after = start ? events.slice(events.lastIndexOf(start) + 1) : events;
  const steps = start
    ? events.slice(0, events.lastIndexOf(start)).filter((event) => survivesStart(event, start))
    : [];
  return thinOut(start ? [start, ...before, ...steps, ...after] : [...before, ...after]);
}

/** The start brings the epochs of before; steps and the forecast of the same run are still shown. */
function survivesStart(event: RunEvent, start: RunEvent & { readonly type: 'started' }): boolean {
  return (
    (event.type === 'step' && event.step <= lastStep(start)) ||
    (event.type === 'forecast' && event.epoch <= start.epochsDone)
  );
}

function lastStep(start: RunEvent & { readonly type: 'started' }): number {
  return start.epochsDone * start.stepsPerEpoch;
}

function thinOut(events: readonly RunEvent[]): readonly RunEvent[] {
  const lastForecast = events.findLast((event) => event.type === 'forecast');
  const steps = events.filter((event) => event.type === 'step').length;
  let index = 0;
  return events.filter((event) => {
    if (event.type === 'forecast') {
      return event === lastForecast;
    }
    // The newest step stays, as it says how fast the run is.
    return event.type !== 'step' || steps <= stepsKept || (steps - ++index) % 2 === 0;
  });
}
