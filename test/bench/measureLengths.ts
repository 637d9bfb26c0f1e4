import { median } from './median.ts';
import { prepareOurs } from './ours.ts';
import type { Row } from './rows.ts';

/** One sequence length; times are in milliseconds. */
export interface LengthResult {
  readonly time: number;
  readonly compileMs: number;
  readonly stepMs: number;
}

const lengths = [50, 200, 1000, 5000];

/** One network at every length, each compiled and loaded anew. */
export async function measureLengths(
  cell: string,
  row: Row,
  { threads, rounds }: { threads: number; rounds: number },
): Promise<readonly LengthResult[]> {
  const results: LengthResult[] = [];
  for (const time of lengths) {
    const compileTimes: number[] = [];
    const stepTimes: number[] = [];
    for (let load = 0; load < 3; load++) {
      const ours = await prepareOurs(cell, { ...row, time }, threads);
      compileTimes.push(ours.compileMs);
      await ours.run(1);
      stepTimes.push(...(await ours.run(Math.ceil(rounds / 3))));
      await ours.release();
    }
    results.push({ time, compileMs: median(compileTimes), stepMs: median(stepTimes) });
  }
  return results;
}

/** The power of T that the time of a step grows with: the slope in a log-log plot, 1 is linear. */
export function growthExponent(results: readonly LengthResult[]): number {
  const points = results.map(({ time, stepMs }) => [Math.log(time), Math.log(stepMs)] as const);
  const meanOf = (axis: 0 | 1) =>
    points.reduce((sum, point) => sum + point[axis], 0) / points.length;
  const [meanX, meanY] = [meanOf(0), meanOf(1)];
  const covariance = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  const variance = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  return covariance / variance;
}
