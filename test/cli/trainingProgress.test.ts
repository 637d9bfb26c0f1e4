import { expect, test } from 'vitest';
import type { CliIo } from '../../src/cli/io.ts';
import { createTrainingProgress } from '../../src/cli/trainingProgress.ts';
import type { EpochDone } from '../../src/protocol/runEvents.ts';
import { recordedEvents, recordedStart } from '../media/recordedRun.ts';

/** The epochs of the lines that a log gets for evaluations at these. */
function shownEpochs(evaluations: readonly number[], epochs: number): readonly number[] {
  let text = '';
  const stdout = {
    write: (more: string) => {
      text += more;
    },
    isTTY: false,
    columns: undefined,
  };
  const signal = new AbortController().signal;
  const io: CliIo = {
    stdout,
    stderr: stdout,
    cwd: '/',
    environment: {},
    takeStopRequests: () => signal,
    startLanguageServer: () => Promise.resolve(),
  };
  const progress = createTrainingProgress(io);
  const done = recordedEvents.find((event) => event.type === 'epoch') as EpochDone;
  progress.show(recordedStart);
  for (const epoch of evaluations) {
    progress.show({ ...done, epoch, epochs });
  }
  progress.end();
  return [...text.matchAll(/^epoch +([\d.]+)\//gm)].map(([, epoch]) => Number(epoch));
}

const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, k) => k + from);

test('a log has a line for each of a few evaluations, also within epochs', () => {
  expect(shownEpochs(range(1, 5), 5)).toEqual([1, 2, 3, 4, 5]);
  expect(shownEpochs([0.25, 0.5, 0.75, 1], 1)).toEqual([0.25, 0.5, 0.75, 1]);
});

test('a log has at most forty lines for many evaluations, and one for the last', () => {
  const shown = shownEpochs(range(1, 1001), 1001);
  expect(shown.length).toBeLessThanOrEqual(42);
  expect([shown[0], shown.at(-1)]).toEqual([1, 1001]);
  expect(shownEpochs(range(7, 60), 60).slice(0, 2)).toEqual([7, 9]);
});
