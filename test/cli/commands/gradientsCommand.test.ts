import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { runRnn } from '../runRnn.ts';
import { trainedWorkspace } from '../trainedWorkspace.ts';

describe('rnn gradients', { timeout: 60_000 }, () => {
  test('says of each state what becomes of its gradient', async () => {
    const { folder, id } = await trainedWorkspace();
    const { code, stdout } = await runRnn(['gradients', id], { cwd: folder });
    expect(code).toBe(0);
    const [run, titles, ...lines] = stdout.trimEnd().split('\n');
    expect(run).toMatch(new RegExp(`^Run ${id}, \\d+ sequences?, loss [\\d.]+ at its step$`));
    expect(titles).toMatch(/^layer +value +norm at the loss +1 back +what becomes of it$/);
    expect(lines.map((line) => line.split(/ +/).slice(0, 2))).toEqual([
      ['lstm.0', 'c'],
      ['lstm.0', 'h'],
    ]);
    expect(lines.every((line) => / (of the gradient is left|times as large)$/.test(line))).toBe(
      true,
    );
  });

  test('names curves by their runs where there are several, and writes each once', async () => {
    const { folder, id } = await trainedWorkspace();
    const args = ['gradients', id, id, '--names', 'f', '--out', 'out.csv'];
    const { stdout } = await runRnn(args, { cwd: folder });
    expect(stdout).toBe('Wrote 1 curve to out.csv\n');
    const [titles, ...lines] = readFileSync(path.join(folder, 'out.csv'), 'utf8')
      .trim()
      .split('\n');
    expect(titles).toBe(`distance,${id}:lstm.0.f`);
    expect(lines.at(-1)).toMatch(/^0,[\d.e-]+$/);
  });

  test('refuses a step of the loss where there is no choice', async () => {
    const { folder, id } = await trainedWorkspace();
    const { code, stderr } = await runRnn(['gradients', id, '--step', '2'], { cwd: folder });
    expect(code).toBe(1);
    expect(stderr).toContain('has one output, after the last time step, so --step has no choice');
  });
});
