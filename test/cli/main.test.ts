import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { collectRuns } from '../../src/runtime/collectRuns.ts';
import { bundleProcess } from '../bundleProcess.ts';
import { tinyWorkspace } from '../runtime/tinyWorkspace.ts';

let cli = '';

beforeAll(async () => {
  cli = await bundleProcess('src/cli/main.ts');
});

afterAll(() => rmSync(path.dirname(cli), { recursive: true, force: true }));

/** Runs the command in a process; `onOutput` sees what it prints, with the process. */
function start(args: readonly string[], cwd: string) {
  const child = spawn(process.execPath, [cli, ...args], { cwd });
  const result = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    result.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    result.stderr += text;
  });
  const started = new Promise<void>((resolve) => child.stdout.once('data', () => resolve()));
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) =>
    child.on('close', (code, signal) => resolve(code ?? signal)),
  );
  return { child, result, started, ended };
}

const long = (spec: string) => spec.replace('epochs: 6', 'epochs: 100000');

describe('the process of rnn', { timeout: 60_000 }, () => {
  test('ends with the exit code of the command', async () => {
    const { folder } = tinyWorkspace();
    const { result, ended } = start(['check', 'tiny.rnn.yaml', 'none.rnn.yaml'], folder);
    expect(await ended).toBe(1);
    expect(result.stdout).toContain('2 files checked: 1 error');
    expect(result.stderr).toBe('error: There is no file "none.rnn.yaml"\n');
  });

  test('asked once to end stops the run so that it can go on', async () => {
    const { folder } = tinyWorkspace(long);
    const { child, result, started, ended } = start(['train', 'tiny.rnn.yaml'], folder);
    await started;
    child.kill('SIGINT');
    expect(await ended).toBe(1);
    expect(result.stderr).toContain('press Ctrl+C again to kill it');
    expect(result.stdout).toContain('Go on with: rnn train --resume tiny-');
    expect(collectRuns(folder).map(({ status }) => status)).toEqual(['stopped']);
  });

  test('asked twice ends at once', async () => {
    const { folder } = tinyWorkspace(long);
    const { child, result, started, ended } = start(['train', 'tiny.rnn.yaml'], folder);
    await started;
    const said = new Promise<void>((resolve) => child.stderr.once('data', () => resolve()));
    child.kill('SIGINT');
    await said;
    child.kill('SIGINT');
    const end = await ended;
    // The first request may have been carried out before the second one came.
    expect(['SIGINT', 1]).toContain(end);
    expect(result.stdout.includes('Go on with')).toBe(end === 1);
  });

  test('stops the run when nobody reads its output any more', async () => {
    const { folder } = tinyWorkspace(long);
    const { child, result, started, ended } = start(['train', 'tiny.rnn.yaml', '--json'], folder);
    await started;
    child.stdout.destroy();
    expect(await ended).toBe(1);
    expect(result.stderr).toBe('');
    expect(collectRuns(folder).map(({ status }) => status)).toEqual(['stopped']);
  });
});
