import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readRunInfo, writeRunInfo } from '../../../src/runtime/runInfo.ts';
import { tinyWorkspace } from '../../runtime/tinyWorkspace.ts';
import { runRnn } from '../runRnn.ts';
import { trainedWorkspace } from '../trainedWorkspace.ts';

const hasColumn = (spec: string) => spec.replace('inputs: [value]', 'inputs: [vlaue]');

describe('rnn train', { timeout: 60_000 }, () => {
  test('prints lines for a log and a report', async () => {
    const { folder } = tinyWorkspace();
    const args = ['train', 'tiny.rnn.yaml', '--epochs', '3', '--seed', '9'];
    const { code, stdout, stderr } = await runRnn(args, { cwd: folder });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).not.toContain('\r');
    const lines = stdout.split('\n');
    expect(lines[0]).toBe(
      'Training tiny.rnn.yaml: 64 parameters, 30 training, 12 validation and 12 test sequences, seed 9',
    );
    expect(lines[1]).toMatch(/^Run \.rnn\/runs\/tiny-/);
    expect(lines.slice(2, 5).map((line) => line.slice(0, 10))).toEqual([
      'epoch 1/3 ',
      'epoch 2/3 ',
      'epoch 3/3 ',
    ]);
    expect(stdout).toContain('Root mean squared error in units of value, smaller is better:');
    expect(stdout).toMatch(/this model +\d+\.\d+ +\d+\.\d+\n/);
    expect(stdout).toMatch(/repeating the last value +\d+\.\d+ +\d+\.\d+\n/);
    expect(stdout).toMatch(/12 values before plus mean growth +\d/);
    expect(stdout).toMatch(/^On the validation part the model is (better|worse) than repeating/m);
    expect(stdout).toMatch(/^On the test part the model is (better|worse) than repeating/m);
  });

  test.each([
    {
      task: 'forecast',
      data: undefined,
      shown: /loss [\d.]+ {2}validation loss [\d.]+ {2}validation error /,
    },
    {
      task: 'regress',
      data: '{generate: {adding: {steps: 4, train: 8, validation: 4, test: 4}}}',
      shown: /loss [\d.]+ {2}validation loss [\d.]+ \(best\) {2}[\d,]+ sequences/,
    },
  ])('shows the measure of $task once, where it is the loss', async ({ task, data, shown }) => {
    const { folder } = tinyWorkspace((spec) =>
      data === undefined ? spec : spec.replace(/^.*(?=model:)/s, `task: ${task}\ndata: ${data}\n`),
    );
    const { stdout, stderr } = await runRnn(['train', 'tiny.rnn.yaml', '--epochs', '1'], {
      cwd: folder,
    });
    expect(stderr).toBe('');
    expect(stdout).toMatch(shown);
  });

  test('draws a bar on a terminal that is gone at the end', async () => {
    const { folder } = tinyWorkspace();
    const surroundings = { cwd: folder, isTTY: true, columns: 60, environment: { NO_COLOR: '1' } };
    const { code, stdout } = await runRnn(['train', 'tiny.rnn.yaml'], surroundings);
    expect(code).toBe(0);
    const drawn = stdout.split('\r\x1b[K').slice(1, -1);
    expect(drawn.length).toBeGreaterThanOrEqual(6);
    for (const bar of drawn) {
      expect(bar).toMatch(/^█*░* epoch \d\/6 {2}loss /);
      expect(bar.length).toBeLessThan(60);
    }
    expect(stdout.split('\r\x1b[K').at(-1)).toMatch(/^\nTrained 6 epochs/);
  });

  test('prints nothing but events as JSON', async () => {
    const { folder } = tinyWorkspace();
    const result = await runRnn(['train', 'tiny.rnn.yaml', '--json'], { cwd: folder, isTTY: true });
    const types = result.json().map(({ type }) => type);
    expect({ code: result.code, stderr: result.stderr }).toEqual({ code: 0, stderr: '' });
    expect([types[0], types.at(-1)]).toEqual(['started', 'finished']);
    expect(types.filter((type) => type === 'epoch')).toHaveLength(6);
  });

  test('shows warnings and trains all the same', async () => {
    const { folder } = tinyWorkspace((spec) => spec.replace('batch: 8', 'batch: 80'));
    const { code, stdout, stderr } = await runRnn(['train', 'tiny.rnn.yaml'], { cwd: folder });
    expect(code).toBe(0);
    expect(stderr).toContain('[train.batch-too-large]');
    expect(stdout).toContain('Trained 6 epochs');
  });

  test('stops at an error before anything is written', async () => {
    const { folder } = tinyWorkspace(hasColumn);
    const { code, stdout, stderr } = await runRnn(['train', 'tiny.rnn.yaml'], { cwd: folder });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('     |            ^^^^^\n');
    expect(stderr).toContain('tiny.rnn.yaml: 1 error');
    expect(existsSync(path.join(folder, '.rnn'))).toBe(false);
    const asJson = await runRnn(['train', 'tiny.rnn.yaml', '--json'], { cwd: folder });
    expect(asJson.json()).toEqual([
      { type: 'failed', message: expect.stringContaining('Unknown column "vlaue"') },
    ]);
  });

  test('says once why training diverged', async () => {
    const { folder } = tinyWorkspace((spec) =>
      spec.replace('{adam: {rate: 0.01}}', '{sgd: {rate: 1000}}').replace('clip: {norm: 1}', ''),
    );
    const result = await runRnn(['train', 'tiny.rnn.yaml', '--json'], { cwd: folder });
    expect(result.code).toBe(1);
    const failures = result.json().filter(({ type }) => type === 'failed');
    expect(failures).toEqual([
      {
        type: 'failed',
        message: expect.stringContaining('Training diverged at step'),
        run: expect.stringMatching(/^tiny-/),
        folder: expect.any(String),
      },
    ]);
    expect(result.stderr).toMatch(/^error: Training diverged at step .*\n$/);
  });

  test('is stopped by a signal and goes on by the id alone to the numbers of an unbroken run', async () => {
    const { folder, read } = tinyWorkspace((spec) => spec.replace('epochs: 6', 'epochs: 80'));
    const controller = new AbortController();
    const stopped = await runRnn(['train', 'tiny.rnn.yaml'], {
      cwd: folder,
      signal: controller.signal,
      onOutput: (text) => text.startsWith('epoch') && controller.abort(),
    });
    expect(stopped.code).toBe(1);
    expect(stopped.stdout).toContain('stopped before its end');
    const [, id = ''] = stopped.stdout.match(/Go on with: rnn train --resume (\S+)/) ?? [];
    const resumed = await runRnn(['train', '--resume', id], { cwd: folder });
    expect(resumed.code).toBe(0);
    expect(resumed.stdout).toMatch(/going on after epoch \d+ of 80/);
    const whole = await runRnn(['train', 'tiny.rnn.yaml', '--json'], { cwd: folder });
    const other = String(whole.json()[0]?.run);
    for (const file of ['metrics.jsonl', 'last.safetensors', 'report.json']) {
      expect(read(id, file)).toEqual(read(other, file));
    }
  });

  test('goes on with a run of the named spec, with more epochs', async () => {
    const { folder, id, spec } = await trainedWorkspace();
    const refused = await runRnn(['train', '--resume', id], { cwd: folder });
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toContain('nothing is left to train');
    writeFileSync(spec, `${readFileSync(spec, 'utf8')}# changed\n`);
    const args = ['train', 'tiny.rnn.yaml', '--resume', id, '--epochs', '9'];
    const { code, stdout, stderr } = await runRnn(args, { cwd: folder });
    expect(code).toBe(0);
    expect(stderr).toContain(`"tiny.rnn.yaml" changed since run "${id}" began`);
    expect(stdout).toContain('Trained 9 epochs');
  });

  test('says that a run goes on with another version of what computes it', async () => {
    const { folder, id, run } = await trainedWorkspace();
    const info = readRunInfo(run);
    writeRunInfo(run, { ...info, versions: { ...info.versions, onnxRuntime: '1.0.0' } });
    const args = ['train', '--resume', id, '--epochs', '7'];
    const { code, stderr } = await runRnn(args, { cwd: folder });
    expect(code).toBe(0);
    expect(stderr).toMatch(/^The run was trained with ONNX Runtime 1\.0\.0 so far and .*\n$/);
  });

  test('does not go on with a run of another spec', async () => {
    const { folder, id, spec } = await trainedWorkspace();
    writeFileSync(path.join(folder, 'other.rnn.yaml'), readFileSync(spec));
    const args = ['train', 'other.rnn.yaml', '--resume', id];
    const { code, stderr } = await runRnn(args, { cwd: folder });
    expect(code).toBe(1);
    expect(stderr).toBe(`error: Run "${id}" is one of "tiny.rnn.yaml", not of "other.rnn.yaml"\n`);
  });

  test.each([
    { args: ['none.rnn.yaml'], message: 'There is no file "none.rnn.yaml"' },
    { args: ['--resume', 'none'], message: 'There is no run "none"' },
    { args: ['wave.csv'], message: 'wave.csv: ' },
  ])('fails for $args', async ({ args, message }) => {
    const { folder } = tinyWorkspace();
    const { code, stdout, stderr } = await runRnn(['train', ...args], { cwd: folder });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(message);
    const asJson = await runRnn(['train', ...args, '--json'], { cwd: folder });
    expect(asJson.json().map(({ type }) => type)).toEqual(['failed']);
  });

  test('says that the data of a run is gone', async () => {
    const { folder, id } = await trainedWorkspace();
    rmSync(path.join(folder, 'wave.csv'));
    const { code, stderr } = await runRnn(['train', '--resume', id, '--epochs', '9'], {
      cwd: folder,
    });
    expect(code).toBe(1);
    expect(stderr).toContain('[data.file-missing]');
  });
});
