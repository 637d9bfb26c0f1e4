import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { present } from '../../src/base/invariant.ts';
import { createRandom } from '../../src/base/random.ts';
import type { RunEvent } from '../../src/protocol/runEvents.ts';
import type { TrainingRequest } from '../../src/protocol/trainingRequest.ts';
import { openRun } from '../../src/runtime/openRun.ts';
import { isRunAlive, readRunInfo } from '../../src/runtime/runInfo.ts';
import { runTraining } from '../../src/runtime/runTraining.ts';
import { bundleProcess } from '../bundleProcess.ts';
import { tinyWorkspace } from '../runtime/tinyWorkspace.ts';
import { resumableModes } from './resumableModes.ts';
import { startWorker } from './startWorker.ts';

const stored = ['metrics.jsonl', 'best.safetensors', 'last.safetensors', 'report.json'];

/** How a run is ended in turn; a stop leaves a checkpoint within a step of several batches. */
const ends = ['SIGKILL', 'SIGTERM', 'SIGKILL'] as const;

let worker = '';

beforeAll(async () => {
  worker = await bundleProcess('src/worker/main.ts');
});

afterAll(() => rmSync(path.dirname(worker), { recursive: true, force: true }));

test('runs are killed at twenty moments or more', () => {
  const kills = ends.filter((signal) => signal === 'SIGKILL').length;
  expect(kills * resumableModes.length).toBeGreaterThanOrEqual(20);
});

describe.each(resumableModes)('a killed run with $name', { timeout: 120_000 }, (mode) => {
  it('resumed, and killed again and again, ends with the bytes of an unbroken run', async () => {
    const { files, spec, name } = mode;
    const workspace = tinyWorkspace(() => spec);
    for (const [file, text] of Object.entries(files)) {
      writeFileSync(path.join(workspace.folder, file), text);
    }
    const request = { kind: 'train', spec: workspace.spec, workspace: workspace.folder } as const;
    const unbroken = await runTimed(request);
    let folder: string | undefined;
    for (const [index, moment] of momentsOf(name).entries()) {
      const signal = present(ends[index], 'a way to end');
      // All together are shorter than the run, so that it does not end before the last.
      let delay = (moment * unbroken.milliseconds) / (ends.length + 1);
      for (let isBroken = false; !isBroken; delay /= 2) {
        const next = folder === undefined ? request : ({ kind: 'resume', run: folder } as const);
        folder = await endAfter(delay, signal, next);
        const info = readRunInfo(folder);
        expect(isRunAlive(info)).toBe(false);
        expect(openRun(folder).parameters.every(Number.isFinite)).toBe(true);
        isBroken = info.status !== 'finished';
        // One that was faster than the signal makes room for another.
        folder = isBroken ? folder : undefined;
        if (isBroken) {
          expect(info.status).toBe(signal === 'SIGKILL' ? 'running' : 'stopped');
        }
      }
    }
    const run = folder ?? '';
    await startWorker(worker, { kind: 'resume', run }).ended;
    expect(readRunInfo(run).status).toBe('finished');
    for (const file of stored) {
      const expected = workspace.read(unbroken.id, file);
      expect(expected?.length).toBeGreaterThan(0);
      expect(workspace.read(path.basename(run), file)).toEqual(expected);
    }
    expect(readdirSync(run).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
});

/** Moments for a mode, in shares of the time between two ends; other ones with each RNN_SEED. */
function momentsOf(mode: string): readonly number[] {
  const { seed } = fc.readConfigureGlobal();
  const random = createRandom(seed ?? Date.now(), `moments of ${mode}`);
  return ends.map(() => random.uniform());
}

/** Trains without a break, and tells how long that took from the first step on. */
async function runTimed(request: TrainingRequest) {
  let start = performance.now();
  const onEvent = ({ type }: RunEvent) => {
    start = type === 'started' ? performance.now() : start;
  };
  const { id } = await runTraining(request, { onEvent });
  return { id, milliseconds: performance.now() - start };
}

/** Sends a signal to a worker so many milliseconds after it began to train; gives the run's folder. */
async function endAfter(
  delay: number,
  signal: (typeof ends)[number],
  request: TrainingRequest,
): Promise<string> {
  const { child, firstEvent, ended } = startWorker(worker, request);
  const event = await firstEvent;
  if (event.type !== 'started') {
    throw new Error(`The run did not start: ${JSON.stringify(event)}`);
  }
  await new Promise((resolve) => setTimeout(resolve, delay));
  child.kill(signal);
  await ended;
  return event.folder;
}
