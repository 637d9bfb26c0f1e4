import { readFileSync } from 'node:fs';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { runRnn } from '../runRnn.ts';
import { trainedWorkspace } from '../trainedWorkspace.ts';

describe('rnn trace', { timeout: 60_000 }, () => {
  test('prints every value of every cell, and how often gates are saturated', async () => {
    const { folder, id } = await trainedWorkspace();
    const { code, stdout } = await runRnn(['trace', id], { cwd: folder });
    expect(code).toBe(0);
    const lines = stdout.trimEnd().split('\n');
    expect(lines[0]).toMatch(
      /^layer +value +role +units +mean +least +most +below 0.1 +above 0.9$/,
    );
    expect(lines.slice(1).map((line) => line.split(/ +/).slice(0, 3).join(' '))).toEqual([
      'lstm.0 x input',
      'lstm.0 i gate',
      'lstm.0 f gate',
      'lstm.0 g candidate',
      'lstm.0 o gate',
      'lstm.0 c state',
      'lstm.0 h state',
    ]);
  });

  test('writes the same numbers as CSV and for NumPy', async () => {
    const { folder, id } = await trainedWorkspace();
    const args = ['trace', id, '--names', 'f,lstm.0.c', '--from', '1', '--steps', '3'];
    const csv = await runRnn([...args, '--out', 'out.csv'], { cwd: folder });
    expect(csv).toMatchObject({ code: 0, stdout: 'Wrote 2 values at 3 time steps to out.csv\n' });
    const lines = readFileSync(path.join(folder, 'out.csv'), 'utf8').trimEnd().split('\n');
    const titles = lines[0]?.split(',') ?? [];
    expect(titles.slice(0, 2)).toEqual(['step', 'lstm.0.f.0']);
    expect(lines.slice(1).map((line) => line.split(',')[0])).toEqual(['1', '2', '3']);
    await runRnn([...args, '--out', 'out.npz'], { cwd: folder });
    const files = unzipSync(readFileSync(path.join(folder, 'out.npz')));
    expect(Object.keys(files)).toEqual(['lstm.0.f.npy', 'lstm.0.c.npy']);
    const numbers = new Float32Array((files['lstm.0.f.npy'] as Uint8Array).slice(-12).buffer);
    const width = titles.filter((title) => title.startsWith('lstm.0.f.')).length;
    const last =
      lines[3]
        ?.split(',')
        .slice(1, 1 + width)
        .map(Number) ?? [];
    expect([...numbers]).toEqual(last.slice(-3));
  });

  test('shows the parameters before training where that is asked for', async () => {
    const { folder, id } = await trainedWorkspace();
    const [after, before] = [
      await runRnn(['trace', id, '--json'], { cwd: folder }),
      await runRnn(['trace', id, '--json', '--untrained'], { cwd: folder }),
    ];
    expect(before?.json()[0]).toMatchObject({ type: 'trace', from: 0 });
    expect(before?.json()).not.toEqual(after?.json());
  });

  test.each([
    [['--names', 'i,q'], 1, 'There is no value "q": the cells have x, i, f, g, o, c, h'],
    [['--index', '99'], 1, 'there is no sequence 99'],
    [['--from', '50'], 1, 'it has no step 50'],
    [
      ['--out', 'out.txt'],
      1,
      'Cannot tell how to write "out.txt": end its name in ".npz" or ".csv"',
    ],
    [['--split', 'other'], 2, 'Allowed choices are train, validation, test'],
  ])('says what is wrong with %j', async (args, exitCode, message) => {
    const { folder, id } = await trainedWorkspace();
    const { code, stderr } = await runRnn(['trace', id, ...args], { cwd: folder });
    expect(code).toBe(exitCode);
    expect(stderr).toContain(message);
  });
});
