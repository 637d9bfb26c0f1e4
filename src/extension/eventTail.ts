import { open } from 'node:fs/promises';
import { createEventLines } from '../protocol/eventLines.ts';
import type { RunEvent } from '../protocol/runEvents.ts';

/** Reads a growing file of events; `read` gives out what came since the last time. */
export interface EventTail {
  read(): Promise<readonly RunEvent[]>;
}

/** Follows `file`, which may not be there yet. A file that got shorter is read from its start. */
export function createEventTail(file: string): EventTail {
  let offset = 0;
  let lines = createEventLines();
  return {
    async read() {
      const bytes = await readFrom(file, offset);
      if (bytes === 'shorter') {
        offset = 0;
        lines = createEventLines();
        return [];
      }
      offset += bytes.length;
      return lines(bytes);
    },
  };
}

async function readFrom(file: string, offset: number): Promise<Uint8Array | 'shorter'> {
  const handle = await open(file).catch(() => undefined);
  if (handle === undefined) {
    return new Uint8Array();
  }
  try {
    const { size } = await handle.stat();
    if (size < offset) {
      return 'shorter';
    }
    const buffer = new Uint8Array(size - offset);
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, offset);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
