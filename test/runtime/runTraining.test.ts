import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { UserError } from '../../src/base/userError.ts';
import type { RunEvent } from '../../src/protocol/runEvents.ts';
import { openRun } from '../../src/runtime/openRun.ts';
import { readRunInfo, writeRunInfo } from '../../src/runtime/runInfo.ts';
import { runTraining } from '../../src/runtime/runTraining.ts';
import { SpecError } from '../../src/runtime/specError.ts';
import { lockSpec } from '../../src/runtime/specLock.ts';
import { type TinyWorkspace, tinyWorkspace } from './tinyWorkspace.ts';

const quiet = { onEvent: () => {} };

function trainSpec({ folder, spec }: TinyWorkspace, onEvent: (event: RunEvent) => void = () => {}) {
  return runTraining({ kind: 'train', spec, workspace: folder }, { onEvent });
}

describe('runTraining', { timeout: 60_000 }, () => {
  it('leaves a folder with the spec, the metrics, both checkpoints and the report', async () => {
    const workspace = tinyWorkspace();
    const events: RunEvent[] = [];
    const { id, folder, report } = await trainSpec(workspace, (event) => events.push(event));
    expect(folder).toBe(path.join(workspace.folder, '.rnn', 'runs', id));
    expect(id).toMatch(/^tiny-\d{8}-\d{6}-[0-9a-f]{4}$/);
    expect(readFileSync(path.join(workspace.folder, '.rnn', '.gitignore'), 'utf8')).toBe('*\n');
    expect(readRunInfo(folder)).toMatchObject({
      status: 'finished',
      spec: workspace.spec,
      epochs: 6,
      seed: 4,
    });
    const written = readFileSync(path.join(folder, 'events.jsonl'), 'utf8').trim().split('\n');
    expect(written.map((line) => JSON.parse(line))).toEqual(events);
    expect(events.at(-1)).toEqual({ type: 'finished', ...report, run: id, folder });
    const run = openRun(folder);
    expect(run.report).toEqual(report);
    expect(run.metrics).toHaveLength(6);
    expect(run.epoch).toBe(report.bestEpoch);
    expect(report.validation.baselines).toMatchObject([{ kind: 'last-value' }, { season: 12 }]);
  });

  it('writes the same files for the same seed, and others for another', async () => {
    const workspace = tinyWorkspace();
    const [a, b] = [await trainSpec(workspace), await trainSpec(workspace)];
    const request = {
      kind: 'train',
      spec: workspace.spec,
      workspace: workspace.folder,
      seed: 5,
    } as const;
    const other = await runTraining(request, quiet);
    for (const file of ['metrics.jsonl', 'best.safetensors', 'last.safetensors', 'report.json']) {
      expect(workspace.read(a.id, file)).toEqual(workspace.read(b.id, file));
      expect(workspace.read(a.id, file)).not.toEqual(workspace.read(other.id, file));
    }
  });

  it('is stopped by a file and goes on to the numbers of an unbroken run', async () => {
    const workspace = tinyWorkspace((spec) => spec.replace('epochs: 6', 'epochs: 120'));
    const stopped = await trainSpec(workspace, (event) => {
      if (event.type === 'started') {
        writeFileSync(path.join(event.folder, 'stop'), '');
      }
    });
    expect(stopped.report.reason).toBe('stopped');
    expect(existsSync(path.join(stopped.folder, 'stop'))).toBe(false);
    expect(readRunInfo(stopped.folder).status).toBe('stopped');
    const resumed = await runTraining({ kind: 'resume', run: stopped.folder }, quiet);
    expect(resumed.report.reason).toBe('epochs');
    const unbroken = await trainSpec(workspace);
    for (const file of ['metrics.jsonl', 'best.safetensors', 'last.safetensors', 'report.json']) {
      expect(workspace.read(resumed.id, file)).toEqual(workspace.read(unbroken.id, file));
    }
  });

  it('refuses a second run on a spec that is being trained', async () => {
    const workspace = tinyWorkspace();
    let second: Promise<unknown> | undefined;
    const { id } = await trainSpec(workspace, (event) => {
      second ??=
        event.type === 'started' ? trainSpec(workspace).catch((error) => error) : undefined;
    });
    const error = await second;
    expect(error).toBeInstanceOf(UserError);
    expect(String(error)).toContain(`is being trained already, as run "${id}"`);
    await expect(trainSpec(workspace)).resolves.toBeDefined();
  });

  it('resumes a finished run only for more epochs', async () => {
    const workspace = tinyWorkspace();
    const first = await trainSpec(workspace);
    await expect(runTraining({ kind: 'resume', run: first.folder }, quiet)).rejects.toThrow(
      'is finished after its 6 epochs',
    );
    const more = await runTraining(
      { kind: 'resume', run: first.id, epochs: 9 },
      { ...quiet, currentFolder: workspace.folder },
    );
    expect(more.report.epochs).toBe(9);
    const request = {
      kind: 'train',
      spec: workspace.spec,
      workspace: workspace.folder,
      epochs: 9,
    } as const;
    const unbroken = await runTraining(request, quiet);
    expect(workspace.read(more.id, 'last.safetensors')).toEqual(
      workspace.read(unbroken.id, 'last.safetensors'),
    );
    expect(workspace.read(more.id, 'spec.rnn.yaml')).toEqual(
      workspace.read(unbroken.id, 'spec.rnn.yaml'),
    );
  });

  it('says when it goes on with other versions than before, and only then', async () => {
    const { folder } = await trainSpec(tinyWorkspace());
    const noticesOf = async (epochs: number) => {
      const events: RunEvent[] = [];
      const hooks = { onEvent: (event: RunEvent) => events.push(event) };
      await runTraining({ kind: 'resume', run: folder, epochs }, hooks);
      return events[0]?.type === 'started' ? events[0].notices : [];
    };
    expect(await noticesOf(7)).toBeUndefined();
    const info = readRunInfo(folder);
    writeRunInfo(folder, { ...info, versions: { ...info.versions, onnxRuntime: '1.0.0' } });
    expect(await noticesOf(8)).toEqual([
      expect.stringContaining('trained with ONNX Runtime 1.0.0 so far'),
    ]);
  });

  it('does not look at a run before its spec is locked', async () => {
    const workspace = tinyWorkspace();
    const { folder } = await trainSpec(workspace);
    const request = { kind: 'resume', run: folder } as const;
    const unlock = lockSpec(workspace.folder, workspace.spec, 'another-run');
    await expect(runTraining(request, quiet)).rejects.toThrow('as run "another-run"');
    unlock();
    await expect(runTraining(request, quiet)).rejects.toThrow('nothing is left to train');
    expect(readdirSync(path.join(workspace.folder, '.rnn', 'locks'))).toEqual([]);
  });

  it('refuses to resume to fewer epochs than are done', async () => {
    const workspace = tinyWorkspace();
    const { folder } = await trainSpec(workspace);
    const info = readRunInfo(folder);
    writeFileSync(path.join(folder, 'run.json'), JSON.stringify({ ...info, status: 'stopped' }));
    await expect(runTraining({ kind: 'resume', run: folder, epochs: 3 }, quiet)).rejects.toThrow(
      'has done 6 epochs already, so it cannot end after 3',
    );
    expect(readRunInfo(folder).epochs).toBe(6);
  });

  it('refuses to resume a run that stopped early, as it would stop again', async () => {
    const workspace = tinyWorkspace((spec) =>
      spec
        .replace('rate: 0.01', 'rate: 0.5')
        .replace('epochs: 6', 'epochs: 300\n  stop: {patience: 2}'),
    );
    const { folder, report } = await trainSpec(workspace);
    expect(report.reason).toBe('early-stop');
    await expect(runTraining({ kind: 'resume', run: folder, epochs: 400 }, quiet)).rejects.toThrow(
      `stopped early after ${report.epochs} of its 300 epochs`,
    );
  });

  it('goes on with its events on a new line where the last one was cut short', async () => {
    const workspace = tinyWorkspace();
    const { folder } = await trainSpec(workspace);
    const file = path.join(folder, 'events.jsonl');
    appendFileSync(file, '{"type":"forec');
    await runTraining({ kind: 'resume', run: folder, epochs: 7 }, quiet);
    const lines = readFileSync(file, 'utf8').split('\n');
    const after = lines.slice(lines.indexOf('{"type":"forec') + 1);
    expect(after[0]).toMatch(/^\{"type":"started"/);
  });

  it('shows no report of an earlier end while it runs', async () => {
    const workspace = tinyWorkspace();
    const { folder } = await trainSpec(workspace);
    const reports: unknown[] = [];
    await runTraining(
      { kind: 'resume', run: folder, epochs: 8 },
      { onEvent: ({ type }) => type === 'epoch' && reports.push(openRun(folder).report) },
    );
    expect(reports).toEqual([undefined, undefined]);
  });

  it('refuses a second run on a run that is reached through a link', async () => {
    const workspace = tinyWorkspace();
    const link = `${workspace.folder}-link`;
    symlinkSync(workspace.folder, link);
    onTestFinished(() => rmSync(link));
    let second: Promise<unknown> | undefined;
    await trainSpec(workspace, (event) => {
      if (event.type === 'epoch') {
        const run = path.join(link, '.rnn', 'runs', readdirSync(`${link}/.rnn/runs`)[0] ?? '');
        second ??= runTraining({ kind: 'resume', run }, quiet).catch((error) => error);
      }
    });
    expect(String(await second)).toContain('is being trained already');
  });

  it('refuses to resume when the data changed, and finds a workspace that was moved', async () => {
    const workspace = tinyWorkspace();
    const { id } = await trainSpec(workspace);
    const moved = `${workspace.folder}/moved`;
    mkdirSync(moved);
    for (const name of ['.rnn', 'wave.csv', 'tiny.rnn.yaml']) {
      renameSync(path.join(workspace.folder, name), path.join(moved, name));
    }
    const request = {
      kind: 'resume',
      run: path.join(moved, '.rnn', 'runs', id),
      epochs: 8,
    } as const;
    await runTraining(request, quiet);
    appendFileSync(path.join(moved, 'wave.csv'), 'd60,1\n');
    await expect(runTraining({ ...request, epochs: 9 }, quiet)).rejects.toThrow(
      '"wave.csv" changed since run',
    );
  });

  it('stops where the loss is not finite, names the layer, and keeps the checkpoint', async () => {
    const workspace = tinyWorkspace((spec) =>
      spec.replace('{adam: {rate: 0.01}}', '{sgd: {rate: 1000}}').replace('clip: {norm: 1}', ''),
    );
    const events: RunEvent[] = [];
    const failure = await trainSpec(workspace, (event) => events.push(event)).catch(
      (error) => error,
    );
    expect(failure).toBeInstanceOf(UserError);
    expect(failure.message).toMatch(
      /^Training diverged at step \d+ in epoch \d+: .* "linear.0".*Try a lower/,
    );
    const last = events.at(-1);
    expect(last).toMatchObject({ type: 'failed', message: failure.message });
    const run = openRun((last?.type === 'failed' && last.folder) || '');
    expect(run.info).toMatchObject({ status: 'failed', message: failure.message });
    expect(run.parameters.every(Number.isFinite)).toBe(true);
    expect(run.report).toBeUndefined();
  });

  it.skipIf(!existsSync('/dev/full'))(
    'says so when the disk gets full, and can be resumed',
    async () => {
      const workspace = tinyWorkspace();
      let folder = '';
      const failure = await trainSpec(workspace, (event) => {
        if (event.type === 'started') {
          folder = event.folder;
          symlinkSync('/dev/full', path.join(folder, 'last.safetensors.tmp'));
        }
      }).catch((error) => error);
      expect(failure).toBeInstanceOf(UserError);
      expect(failure.message).toBe(
        `Cannot write "${folder}/last.safetensors": the disk is full; free some space and try again`,
      );
      expect(existsSync(path.join(folder, 'failure.log'))).toBe(true);
      const resumed = await runTraining({ kind: 'resume', run: folder }, quiet);
      const unbroken = await trainSpec(workspace);
      expect(workspace.read(resumed.id, 'metrics.jsonl')).toEqual(
        workspace.read(unbroken.id, 'metrics.jsonl'),
      );
      expect(existsSync(path.join(folder, 'failure.log'))).toBe(false);
    },
  );

  it('says so before training when the folder cannot be written', async () => {
    const workspace = tinyWorkspace();
    writeFileSync(path.join(workspace.folder, '.rnn'), 'a file');
    await expect(trainSpec(workspace)).rejects.toThrow(
      /^Cannot write ".*\.rnn.*": a part of its path is a file/,
    );
  });

  it('shows the problems of a spec', async () => {
    const workspace = tinyWorkspace((spec) => spec.replace('season:', 'saeson:'));
    const failure = await trainSpec(workspace).catch((error) => error);
    expect(failure).toBeInstanceOf(SpecError);
    expect(failure.message).toMatch(/line 10: Unknown key "saeson"/);
    expect(failure.problems[0].code).toBe('spec.unknown-key');
  });

  it.each([
    {
      name: 'a spec',
      request: { kind: 'train', spec: 'none.rnn.yaml' } as const,
      message: /none\.rnn\.yaml/,
    },
    {
      name: 'a run',
      request: { kind: 'resume', run: 'none' } as const,
      message: /There is no run "none"/,
    },
  ])('says that $name is not there', async ({ request, message }) => {
    const { folder } = tinyWorkspace();
    await expect(runTraining(request, { ...quiet, currentFolder: folder })).rejects.toThrow(
      message,
    );
  });
});
