import type { RunEvent, RunStarted } from './runEvents.ts';

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
  const all = [...history, ...events];
  const index = all.findLastIndex((event) => event.type === 'started');
  const start = all[index];
  if (start?.type !== 'started') {
    return thinOut(all);
  }
  const before = all.slice(0, index).filter((event) => survivesStart(event, start));
  return thinOut([start, ...before, ...all.slice(index + 1)]);
}

/** The start brings the epochs of before; steps and the forecast of the same run are still shown. */
function survivesStart(event: RunEvent, start: RunStarted): boolean {
  return (
    (event.type === 'step' && event.step <= start.stepsDone) ||
    (event.type === 'forecast' && event.epoch <= (start.history.at(-1)?.epoch ?? 0))
  );
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
