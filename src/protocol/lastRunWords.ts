import { shortMeasure } from './measureWords.ts';
import type { RunReport } from './runEvents.ts';
import type { RunInfo } from './runInfo.ts';
import { formatScore } from './scoreWords.ts';

/** Characters of a message that have room above a line of text. */
const longestMessage = 80;

/**
 * How the last run of a spec ended, in one line: `Last run: accuracy 97.30 % on the test part`. It is
 * not running; `report` is there where it came to an end.
 */
export function lastRunWords(
  { status, message = '' }: Pick<RunInfo, 'status' | 'message'>,
  report: Pick<RunReport, 'measure' | 'test'> | undefined,
): string {
  const score =
    report && `${shortMeasure(report.measure)} ${formatScore(report.measure, report.test.score)}`;
  switch (status) {
    case 'failed':
      return `Last run failed${message === '' ? '' : `: ${shorten(message)}`}`;
    case 'running':
      return 'Last run was interrupted: resume it';
    case 'stopped':
      return score ? `Last run, stopped early: ${score} on the test part` : 'Last run was stopped';
    case 'finished':
      return score ? `Last run: ${score} on the test part` : 'Last run is done';
  }
}

function shorten(message: string): string {
  const line = message.split(/\r?\n/, 1)[0] ?? '';
  return line.length > longestMessage ? `${line.slice(0, longestMessage - 1)}…` : line;
}
