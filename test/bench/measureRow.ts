import { median } from './median.ts';
import { prepareOurs } from './ours.ts';
import type { Rival } from './pytorch.ts';
import type { Row } from './rows.ts';

/** One line of a table: one cell at one size. Times are in milliseconds. */
export interface RowResult {
  readonly compileMs: number;
  readonly oursMs: number;
  readonly torchMs: number | undefined;
  /** Ours / PyTorch's, the median over the rounds. */
  readonly ratio: number | undefined;
  /** Additions and multiplications of a step's matrix products per millisecond. */
  readonly speed: number;
}

/** A block lasts about this long, so that short steps are not lost in the clock's grain. */
const blockMs = 150;

/** Measures blocks of steps of ours and of PyTorch in turn, so that the machine's moods hit both. */
export async function measureRow(
  cell: string,
  row: Row,
  { threads, rounds, rival }: { threads: number; rounds: number; rival: Rival | undefined },
): Promise<RowResult> {
  const ours = await prepareOurs(cell, row, threads);
  await rival?.prepare(cell, row, threads);
  await ours.run(3);
  await rival?.run(3);
  const steps = Math.max(1, Math.round(blockMs / median(await ours.run(5))));
  const rivalSteps = rival && Math.max(1, Math.round(blockMs / median(await rival.run(3))));
  const times: number[] = [];
  const rivalTimes: number[] = [];
  for (let round = 0; round < rounds; round++) {
    times.push(median(await ours.run(steps)));
    if (rival && rivalSteps) {
      rivalTimes.push(median(await rival.run(rivalSteps)));
    }
  }
  await ours.release();
  const oursMs = median(times);
  return {
    compileMs: ours.compileMs,
    oursMs,
    torchMs: rival && median(rivalTimes),
    ratio: rival && median(times.map((time, round) => time / (rivalTimes[round] ?? Number.NaN))),
    speed: ours.operations / oursMs,
  };
}
