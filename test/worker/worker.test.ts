import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunEvent } from '../../src/protocol/runEvents.ts';
import type { TrainingRequest } from '../../src/protocol/trainingRequest.ts';
import { openRun } from '../../src/runtime/openRun.ts';
import { isRunAlive, readRunInfo } from '../../src/runtime/runInfo.ts';
import { runTraining } from '../../src/runtime/runTraining.ts';
import { type TinyWorkspace, tinyWorkspace } from '../runtime/tinyWorkspace.ts';
import { buildWorker } from './buildWorker.ts';

const stored = ['metrics.jsonl', 'best.safetensors', 'last.safetensors', 'report.json'];

let worker = '';

beforeAll(async () => {
  worker = await buildWorker();
});

afterAll(() => rmSync(worker, { force: true }));

/** A worker under way: the first thing it says, and its end. */
interface Started {
  readonly child: ChildProcess;
  readonly firstEvent: Promise<RunEvent>;
  readonly ended: Promise<number | null>;
}

function start(request: TrainingRequest | string): Started {
  const argument = typeof request === 'string' ? request : JSON.stringify(request);
  const child = spawn(process.execPath, [worker, argument], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const firstEvent = new Promise<RunEvent>((resolve) => {
    let text = '';
    child.stdout?.on('data', (chunk) => {
      text += chunk;
      if (text.includes('\n')) {
        resolve(JSON.parse(text.slice(0, text.indexOf('\n'))));
      }
    });
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  return { child, firstEvent, ended };
}

/** Runs a worker and kills it so many milliseconds after it began to train. */
async function killAfter(delay: number, request: TrainingRequest): Promise<RunEvent> {
  const { child, firstEvent, ended } = start(request);
  const event = await firstEvent;
  await new Promise((resolve) => setTimeout(resolve, delay));
  child.kill('SIGKILL');
  await ended;
  return event;
}

function longWorkspace(): TinyWorkspace {
  return tinyWorkspace((spec) => spec.replace('epochs: 6', 'epochs: 150'));
}

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

  it('killed again and again and resumed ends with the bytes of an unbroken run', async () => {
    const workspace = longWorkspace();
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
    await start({ kind: 'resume', run: first.folder }).ended;
    expect(readRunInfo(first.folder).status).toBe('finished');
    const unbroken = await runTraining(request, { onEvent: () => {} });
    for (const file of stored) {
      expect(workspace.read(first.run, file)).toEqual(workspace.read(unbroken.id, file));
    }
    expect(readdirSync(first.folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('asked to end by a signal stops so that the run can be resumed', async () => {
    const workspace = longWorkspace();
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
