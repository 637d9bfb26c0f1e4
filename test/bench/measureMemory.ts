import { fork } from 'node:child_process';
import { once } from 'node:events';
import { prepareOurs } from './ours.ts';
import type { Row } from './rows.ts';

/** What a process is told that only trains, so that its memory is that of training. */
interface Job {
  readonly cell: string;
  readonly row: Row;
  readonly threads: number;
}

/** Makes this process train two steps where it was started for that; otherwise does nothing. */
export function answerMemoryJob(): boolean {
  if (!process.send) {
    return false;
  }
  process.once('message', async ({ cell, row, threads }: Job) => {
    const ours = await prepareOurs(cell, row, threads);
    await ours.run(2);
    // In units of 1024 bytes on all platforms.
    process.send?.(process.resourceUsage().maxRSS);
    process.disconnect();
  });
  return true;
}

/** Peak memory in gigabytes of a process of its own that trains two steps. */
export async function measureMemory(cell: string, row: Row, threads: number): Promise<number> {
  const child = fork(__filename);
  const job: Job = { cell, row, threads };
  child.send(job);
  const [kibibytes] = (await once(child, 'message')) as [number];
  return (kibibytes * 1024) / 1e9;
}
