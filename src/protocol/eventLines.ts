import type { RunEvent } from './runEvents.ts';

/**
 * Takes the bytes of an `events.jsonl` piece by piece, as the file grows, and gives out the events
 * of the lines that are whole. A line that is no event (cut off when a run was killed) is left out.
 */
export function createEventLines(): (bytes: Uint8Array) => readonly RunEvent[] {
  const decoder = new TextDecoder();
  let rest = '';
  return (bytes) => {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    return lines.flatMap(parseEvent);
  };
}

/** Every kind of event; a line of a newer version's kind is left out too. */
const eventTypes: Readonly<Record<RunEvent['type'], true>> = {
  started: true,
  step: true,
  epoch: true,
  forecast: true,
  finished: true,
  failed: true,
};

function parseEvent(line: string): readonly RunEvent[] {
  try {
    const value: unknown = JSON.parse(line);
    const isEvent =
      typeof value === 'object' &&
      value !== null &&
      'type' in value &&
      Object.hasOwn(eventTypes, String(value.type));
    return isEvent ? [value as RunEvent] : [];
  } catch {
    return [];
  }
}
