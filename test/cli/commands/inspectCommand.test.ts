import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { tinyWorkspace } from '../../runtime/tinyWorkspace.ts';
import { runRnn } from '../runRnn.ts';
import { trainedWorkspace } from '../trainedWorkspace.ts';

describe('rnn inspect', { timeout: 60_000 }, () => {
  test('prints the parameters of a spec as they start', async () => {
    const { folder } = tinyWorkspace();
    const { code, stdout, stderr } = await runRnn(['inspect', 'tiny.rnn.yaml'], { cwd: folder });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^64 parameters, tiny.rnn.yaml before training\n/);
    expect(stdout).toContain('  4·hidden·(input + hidden + 1) = 4·3·(1 + 3 + 1) = 60\n');
    expect(stdout).toContain('  weight_hh_l0 [4·hidden, hidden] = [12, 3]: The output of');
    expect(stdout).toMatch(/\n {4}f +3-5 +lstm\.0\.b_f +1 +1\.00 +0 +1\.00 +1\.00 +1\.73\n/);
  });

  test('prints a run with its epoch as one JSON object', async () => {
    const { folder, id, run, spec } = await trainedWorkspace();
    const { code, json } = await runRnn(['inspect', id, '--json'], { cwd: folder });
    expect(code).toBe(0);
    expect(json()).toHaveLength(1);
    expect(json()[0]).toMatchObject({
      type: 'parameters',
      spec,
      run: { id, folder: run, epoch: expect.any(Number) },
      count: 64,
    });
    const before = await runRnn(['inspect', spec, '--json'], { cwd: folder });
    expect(before.json()[0]).not.toHaveProperty('run');
    expect(before.json()[0]?.layers).not.toEqual(json()[0]?.layers);
  });

  test.each([
    { name: 'none.rnn.yaml', message: 'There is no file' },
    { name: 'none', message: 'There is no run "none"' },
    { name: 'bad.rnn.yaml', message: '[spec.missing-key]' },
  ])('fails for $name', async ({ name, message }) => {
    const { folder } = tinyWorkspace();
    writeFileSync(path.join(folder, 'bad.rnn.yaml'), 'task: forecast\n');
    const { code, stdout, stderr } = await runRnn(['inspect', name], { cwd: folder });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(message);
  });
});
