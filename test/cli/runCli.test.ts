import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { version } from '../../src/base/version.ts';
import { tinyWorkspace } from '../runtime/tinyWorkspace.ts';
import { runRnn } from './runRnn.ts';

const nowhere = { cwd: tmpdir() };

describe('runCli', () => {
  test('prints its version', async () => {
    const { code, stdout, stderr } = await runRnn(['--version'], nowhere);
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  test('prints its help with every command and examples', async () => {
    const { code, stdout } = await runRnn(['--help'], nowhere);
    expect(code).toBe(0);
    for (const text of ['check', 'train', 'export', 'predict', 'inspect', 'graph', 'runs']) {
      expect(stdout).toMatch(new RegExp(`^  ${text} `, 'm'));
    }
    expect(stdout).toContain('rnn export airline.rnn.yaml --onnx airline.onnx');
  });

  test('prints the help of a command', async () => {
    const { code, stdout } = await runRnn(['help', 'train'], nowhere);
    expect(code).toBe(0);
    expect(stdout).toContain('--resume <run>');
  });

  test.each([
    { args: ['trian'], message: "unknown command 'trian'\n(Did you mean train?)" },
    {
      args: ['train', '--epoch', '3'],
      message: "unknown option '--epoch'\n(Did you mean --epochs?)",
    },
    { args: ['check'], message: "missing required argument 'spec'" },
    { args: ['check', 'a.yaml', '--jsno'], message: '(Did you mean --json?)' },
    { args: ['train'], message: 'Name the spec to train, or a run to go on with' },
    { args: ['train', 'a.yaml', 'b.yaml'], message: 'too many arguments' },
    {
      args: ['train', 'a.yaml', '--epochs', '0'],
      message: 'It takes a whole number from 1 to 1,000,000',
    },
    { args: ['train', 'a.yaml', '--epochs', '1e3'], message: 'It takes a whole number' },
    { args: ['train', 'a.yaml', '--seed', '-1'], message: "option '--seed <n>'" },
    { args: ['train', '--resume', 'a', '--seed', '1'], message: '"--seed" has no effect' },
    { args: ['export', 'a.yaml'], message: "required option '--onnx <file>' not specified" },
    { args: ['predict', 'a.yaml'], message: "required option '--input <file>' not specified" },
    { args: ['graph', 'a.yaml'], message: "required option '--stage <stage>' not specified" },
    { args: ['graph', 'a.yaml', '--stage', 'loss'], message: 'Allowed choices are tree, spec,' },
    { args: ['inspect'], message: "missing required argument 'spec|run'" },
    { args: ['runs', '--jsn'], message: '(Did you mean --json?)' },
  ])('calls $args a wrong use', async ({ args, message }) => {
    const { code, stdout, stderr } = await runRnn(args, nowhere);
    expect(stderr).toContain(message);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  test('shows how it is used when nothing is asked', async () => {
    const { code, stdout, stderr } = await runRnn([], nowhere);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('Usage: rnn');
  });

  test('shows a stack with RNN_DEBUG=1 only', async () => {
    const args = ['graph', 'none.rnn.yaml', '--stage', 'tree'];
    const quiet = await runRnn(args, nowhere);
    expect(quiet.stderr).toBe('error: There is no file "none.rnn.yaml"\n');
    const debug = await runRnn(args, { ...nowhere, environment: { RNN_DEBUG: '1' } });
    expect(debug.stderr).toMatch(/There is no file.*\n +at /);
    expect(debug.stderr).toContain('caused by: Error: ENOENT');
  });

  test('loads ONNX Runtime only for what runs numbers', async () => {
    const { folder } = tinyWorkspace();
    const at = { cwd: folder };
    await runRnn(['--help'], at);
    expect((await runRnn(['check', 'tiny.rnn.yaml'], at)).code).toBe(0);
    expect((await runRnn(['inspect', 'tiny.rnn.yaml'], at)).code).toBe(0);
    expect((await runRnn(['graph', 'tiny.rnn.yaml', '--stage', 'onnx'], at)).code).toBe(0);
    expect(loadedNative()).toEqual([]);
    expect((await runRnn(['train', 'tiny.rnn.yaml', '--epochs', '1'], at)).code).toBe(0);
    expect(loadedNative()).not.toEqual([]);
  });

  test('colours only what a terminal shows, unless NO_COLOR is set', async () => {
    const { folder } = tinyWorkspace();
    writeFileSync(path.join(folder, 'bad.rnn.yaml'), 'task: forecats\n');
    const args = ['check', 'bad.rnn.yaml'];
    const colour = '\x1b[';
    const plain = [
      { cwd: folder },
      { cwd: folder, isTTY: true, environment: { NO_COLOR: '1' } },
      { cwd: folder, isTTY: true, environment: { TERM: 'dumb' } },
    ];
    for (const surroundings of plain) {
      expect((await runRnn(args, surroundings)).stdout).not.toContain(colour);
    }
    expect((await runRnn(args, { cwd: folder, isTTY: true })).stdout).toContain(colour);
  });
});

function loadedNative(): readonly string[] {
  const files = Object.keys(createRequire(import.meta.url).cache);
  return files.filter((file) => file.includes('onnxruntime'));
}
