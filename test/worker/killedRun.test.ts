import { readdirSync, rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunEvent } from '../../src/protocol/runEvents.ts';
import type { TrainingRequest } from '../../src/protocol/trainingRequest.ts';
import { openRun } from '../../src/runtime/openRun.ts';
import { isRunAlive, readRunInfo } from '../../src/runtime/runInfo.ts';
import { runTraining } from '../../src/runtime/runTraining.ts';
import { bundleProcess } from '../bundleProcess.ts';
import { tinyWorkspace } from '../runtime/tinyWorkspace.ts';
import { startWorker } from './startWorker.ts';

const stored = ['metrics.jsonl', 'best.safetensors', 'last.safetensors', 'report.json'];

let worker = '';

beforeAll(async () => {
  worker = await bundleProcess('src/worker/main.ts');
});

afterAll(() => rmSync(worker, { force: true }));

/** Runs a worker and kills it so many milliseconds after it began to train. */
async function killAfter(delay: number, request: TrainingRequest): Promise<RunEvent> {
  const { child, firstEvent, ended } = startWorker(worker, request);
  const event = await firstEvent;
  await new Promise((resolve) => setTimeout(resolve, delay));
  child.kill('SIGKILL');
  await ended;
  return event;
}

describe('a killed run', { timeout: 60_000 }, () => {
  it('resumed, and killed again and again, ends with the bytes of an unbroken run', async () => {
    const workspace = tinyWorkspace((spec) => spec.replace('epochs: 6', 'epochs: 150'));
    const request = { kind: 'train', spec: workspace.spec, workspace: workspace.folder } as const;
    const first = await killAfter(120, request);
    if (first.type !== 'started') {
      throw new Error(`The run did not start: ${JSON.stringify(first)}`);
    }
    let kills = 1;
    for (const delay of [0, 35, 70, 11, 97]) {
      const info = readRunInfo(first.folder);
      if (info.status === 'finished') {
        break;
      }
      expect(isRunAlive(info)).toBe(false);
      expect(openRun(first.folder).parameters.every(Number.isFinite)).toBe(true);
      await killAfter(delay, { kind: 'resume', run: first.folder });
      kills++;
    }
    expect(kills).toBeGreaterThan(2);
    await startWorker(worker, { kind: 'resume', run: first.folder }).ended;
    expect(readRunInfo(first.folder).status).toBe('finished');
    const unbroken = await runTraining(request, { onEvent: () => {} });
    for (const file of stored) {
      expect(workspace.read(first.run, file)).toEqual(workspace.read(unbroken.id, file));
    }
    expect(readdirSync(first.folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
});
