import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readMetadata, readOnnx } from '../../../src/onnx/readOnnx.ts';
import { tinyWorkspace } from '../../runtime/tinyWorkspace.ts';
import { runRnn } from '../runRnn.ts';
import { trainedWorkspace } from '../trainedWorkspace.ts';

describe('rnn export', { timeout: 60_000 }, () => {
  test('writes the newest run of a spec and says how it was checked', async () => {
    const { folder, id } = await trainedWorkspace();
    const args = ['export', 'tiny.rnn.yaml', '--onnx', 'tiny.onnx'];
    const { code, stdout, stderr } = await runRnn(args, { cwd: folder });
    expect(code).toBe(0);
    expect(stderr).toBe(`The newest run of "tiny.rnn.yaml" is ${id} (finished)\n`);
    expect(stdout).toMatch(
      new RegExp(`^Exported epoch \\d of run ${id} to tiny\\.onnx \\(\\d+ kB\\)\n`),
    );
    expect(stdout).toContain('on 12 validation sequences, in batches of 1, 3, 8 and 12:\n');
    expect(stdout).toMatch(/ {2}value: largest difference \d\.\d+e-\d+, \d\.\d+e-\d+ of its scale/);
    const file = readOnnx(readFileSync(path.join(folder, 'tiny.onnx')));
    expect(file.graph?.name).toBe('tiny');
    expect(readMetadata(file)['rnn_studio.spec']).toContain('file: wave.csv');
  });

  test('prints one object as JSON', async () => {
    const { folder, id, run } = await trainedWorkspace();
    const args = ['export', run, '--onnx', 'tiny.onnx', '--json'];
    const { code, stderr, json } = await runRnn(args, { cwd: folder });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(json()).toEqual([
      {
        type: 'exported',
        run: id,
        epoch: expect.any(Number),
        file: path.join(folder, 'tiny.onnx'),
        size: expect.any(Number),
        sequences: 12,
        batches: [1, 3, 8, 12],
        differences: [
          { target: 'value', largest: expect.any(Number), relative: expect.any(Number) },
        ],
        dataChanged: false,
      },
    ]);
  });

  test('takes the newest of several runs', async () => {
    const { folder } = await trainedWorkspace();
    await runRnn(['train', 'tiny.rnn.yaml', '--epochs', '1'], { cwd: folder });
    const args = ['export', 'tiny.rnn.yaml', '--onnx', 'tiny.onnx', '--json'];
    const { json } = await runRnn(args, { cwd: folder });
    expect(json()[0]?.epoch).toBe(1);
  });

  test.each([
    { args: ['none', '--onnx', 'a.onnx'], message: 'There is no run "none"' },
    { args: ['none.rnn.yaml', '--onnx', 'a.onnx'], message: 'There is no file' },
    { args: ['tiny.rnn.yaml', '--onnx', 'none/a.onnx'], message: 'is not there; create it' },
    { args: ['tiny.rnn.yaml', '--onnx', 'folder'], message: 'it is a folder' },
  ])('fails for $args', async ({ args, message }) => {
    const { folder } = await trainedWorkspace();
    mkdirSync(path.join(folder, 'folder'));
    const before = readdirSync(folder);
    const { code, stdout, stderr } = await runRnn(['export', ...args], { cwd: folder });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(message);
    expect(readdirSync(folder)).toEqual(before);
  });

  test('says that a spec was not trained yet', async () => {
    const { folder } = tinyWorkspace();
    const args = ['export', 'tiny.rnn.yaml', '--onnx', 'a.onnx', '--json'];
    const { code, json } = await runRnn(args, { cwd: folder });
    const message = '"tiny.rnn.yaml" was not trained yet: train it with "rnn train tiny.rnn.yaml"';
    expect({ code, lines: json() }).toEqual({ code: 1, lines: [{ type: 'failed', message }] });
  });

  test('needs the data for the check', async () => {
    const { folder, run } = await trainedWorkspace();
    const data = path.join(folder, 'wave.csv');
    writeFileSync(data, `${readFileSync(data, 'utf8')}d60,20\n`);
    const changed = await runRnn(['export', run, '--onnx', 'a.onnx'], { cwd: folder });
    expect(changed.code).toBe(0);
    expect(changed.stderr).toContain('The data changed since run');
    rmSync(data);
    const gone = await runRnn(['export', run, '--onnx', 'b.onnx'], { cwd: folder });
    expect(gone.code).toBe(1);
    expect(gone.stderr).toContain('wave.csv" is gone, the data of run');
    expect(existsSync(path.join(folder, 'b.onnx'))).toBe(false);
  });
});
