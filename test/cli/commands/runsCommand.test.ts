import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { tinyWorkspace } from '../../runtime/tinyWorkspace.ts';
import { runRnn } from '../runRnn.ts';
import { trainedWorkspace } from '../trainedWorkspace.ts';

describe('rnn runs', { timeout: 60_000 }, () => {
  test('lists the runs of the workspace from any folder in it', async () => {
    const { folder, id, run, spec } = await trainedWorkspace();
    const inner = path.join(folder, 'inner');
    mkdirSync(inner);
    const { code, stdout } = await runRnn(['runs'], { cwd: inner });
    expect(code).toBe(0);
    const lines = stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(2);
    expect(lines[1]).toMatch(new RegExp(`^${id} .*finished +6/6 +\\d\\.\\d+ \\(epoch \\d\\)$`));
    const asJson = await runRnn(['runs', folder, '--json'], { cwd: '/' });
    expect(asJson.json()).toEqual([
      {
        type: 'run',
        id,
        folder: run,
        spec,
        status: 'finished',
        created: expect.any(String),
        epochs: 6,
        epochsDone: 6,
        bestEpoch: expect.any(Number),
        bestScore: expect.any(Number),
      },
    ]);
  });

  test('leaves out what is no run and says where there are none', async () => {
    const { folder } = tinyWorkspace();
    const damaged = path.join(folder, '.rnn', 'runs', 'damaged');
    mkdirSync(damaged, { recursive: true });
    writeFileSync(path.join(damaged, 'run.json'), '{');
    const { code, stdout } = await runRnn(['runs'], { cwd: folder });
    expect(code).toBe(0);
    expect(stdout).toContain('There are no runs in');
    expect((await runRnn(['runs', '--json'], { cwd: folder })).stdout).toBe('');
  });
});
