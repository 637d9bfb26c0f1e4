import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TrainingRequest } from '../../src/protocol/trainingRequest.ts';
import { readRunInfo } from '../../src/runtime/runInfo.ts';
import { bundleProcess } from '../bundleProcess.ts';
import { tinyWorkspace } from '../runtime/tinyWorkspace.ts';
import { startWorker } from './startWorker.ts';

let worker = '';

const start = (request: TrainingRequest | string) => startWorker(worker, request);

beforeAll(async () => {
  worker = await bundleProcess('src/worker/main.ts');
});

afterAll(() => rmSync(path.dirname(worker), { recursive: true, force: true }));

describe('worker', { timeout: 60_000 }, () => {
  it('trains to the end although nobody listens', async () => {
    const workspace = tinyWorkspace();
    const { child, firstEvent, ended } = start({
      kind: 'train',
      spec: workspace.spec,
      workspace: workspace.folder,
    });
    const event = await firstEvent;
    child.stdout?.destroy();
    expect(await ended).toBe(0);
    expect(readRunInfo((event.type === 'started' && event.folder) || '').status).toBe('finished');
  });

  it('asked to end by a signal stops so that the run can be resumed', async () => {
    const workspace = tinyWorkspace((spec) => spec.replace('epochs: 6', 'epochs: 150'));
    const { child, firstEvent, ended } = start({
      kind: 'train',
      spec: workspace.spec,
      workspace: workspace.folder,
    });
    const event = await firstEvent;
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(readRunInfo((event.type === 'started' && event.folder) || '').status).toBe('stopped');
  });

  it('says why it cannot train', async () => {
    const { firstEvent, ended } = start({
      kind: 'train',
      spec: path.join('nowhere', 'a.rnn.yaml'),
    });
    expect(await firstEvent).toMatchObject({
      type: 'failed',
      message: expect.stringContaining('a.rnn.yaml'),
    });
    expect(await ended).toBe(1);
  });

  it('refuses what is no request', async () => {
    expect(await start('{"kind":"dance"}').firstEvent).toMatchObject({
      type: 'failed',
      message: 'The worker takes one argument: what to train, as JSON',
    });
  });

  it('writes every event into the folder of the run', async () => {
    const workspace = tinyWorkspace();
    const { firstEvent, ended } = start({
      kind: 'train',
      spec: workspace.spec,
      workspace: workspace.folder,
    });
    const event = await firstEvent;
    await ended;
    const folder = (event.type === 'started' && event.folder) || '';
    const lines = readFileSync(path.join(folder, 'events.jsonl'), 'utf8').trim().split('\n');
    const types: string[] = lines.map((line) => JSON.parse(line).type);
    expect(types[0]).toBe('started');
    expect(types.filter((type) => type === 'epoch')).toHaveLength(6);
    expect(types.at(-1)).toBe('finished');
  });
});
