import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { runRnn } from '../runRnn.ts';
import { trainedWorkspace } from '../trainedWorkspace.ts';

const rows = Array.from({ length: 8 }, (_, row) => `n${row},${18 + row / 2}\n`).join('');

describe('rnn predict', { timeout: 60_000 }, () => {
  test('prints a table that ends with the forecast behind the file', async () => {
    const { folder, id } = await trainedWorkspace();
    writeFileSync(path.join(folder, 'new.csv'), `name,value\n${rows}`);
    const args = ['predict', id, '--input', 'new.csv'];
    const { code, stdout } = await runRnn(args, { cwd: folder });
    expect(code).toBe(0);
    const lines = stdout.trimEnd().split('\n');
    expect(lines.map((line) => line.split(/ +/)[0])).toEqual(['row', 'n6', 'n7', 'next']);
    expect(lines[0]).toMatch(/^row +value$/);
    expect(lines[3]).toMatch(/^next +\d\d\.\d\d$/);
  });

  test('gives several steps and the same numbers as JSON and CSV', async () => {
    const { folder, id } = await trainedWorkspace((spec) =>
      spec.replace('horizon: 1', 'horizon: 2').replace('epochs: 6', 'epochs: 2'),
    );
    writeFileSync(path.join(folder, 'new.csv'), `name,value\n${rows}`);
    const args = ['predict', id, '--input', 'new.csv'];
    const asJson = await runRnn([...args, '--json'], { cwd: folder });
    const forecasts = asJson.json();
    expect(forecasts).toHaveLength(3);
    expect(forecasts[0]).toEqual({
      type: 'prediction',
      label: 'n6',
      values: { value: [expect.any(Number), expect.any(Number)] },
    });
    const out = await runRnn([...args, '--out', 'out.csv'], { cwd: folder });
    expect(out).toMatchObject({ code: 0, stdout: 'Wrote 3 predictions to out.csv\n' });
    const lines = readFileSync(path.join(folder, 'out.csv'), 'utf8').trimEnd().split('\n');
    const { label, values } = forecasts[2] as { label: string; values: { value: number[] } };
    expect(lines[0]).toBe('row,value +1,value +2');
    expect(lines[3]).toBe([label, ...values.value].join(','));
    const both = await runRnn([...args, '--out', 'out.csv', '--json'], { cwd: folder });
    const file = path.join(folder, 'out.csv');
    expect(both.json()).toEqual([{ type: 'written', file, sequences: 3 }]);
  });

  test('tells the class of each text, with the probabilities of all as JSON', async () => {
    const { folder, id } = await trainedWorkspace(
      () =>
        'task: classify\ndata: {train: t.csv, test: t.csv, validation: 0.25, tokens: characters}\n' +
        'model: [gru: {hidden: 3}, linear]\ntrain: {epochs: 2, batch: 4}\n',
      (to) => writeFileSync(path.join(to, 't.csv'), `label,text\n${'a,xy\nb,yx\n'.repeat(8)}`),
    );
    writeFileSync(path.join(folder, 'new.csv'), 'text\nx\nyyx\n');
    const args = ['predict', id, '--input', 'new.csv'];
    const { stdout } = await runRnn(args, { cwd: folder });
    expect(stdout).toMatch(
      /^sequence +most likely +probability\n1 +[ab] +0\.\d{4}\n2 +[ab] +0\.\d{4}\n$/,
    );
    const { json } = await runRnn([...args, '--json'], { cwd: folder });
    const [first, second] = json() as { probabilities: Record<string, number> }[];
    expect(first).toMatchObject({ type: 'prediction', label: '1', mostLikely: expect.any(String) });
    expect(Object.keys(second?.probabilities ?? {})).toEqual(['a', 'b']);
    const sum = Object.values(second?.probabilities ?? {}).reduce((a, b) => a + b, 0);
    expect(sum).toBeCloseTo(1, 12);
  });

  test('tells after each token of a text which one comes next', async () => {
    const { folder, id } = await trainedWorkspace(
      () =>
        'task: language\ndata: {file: t.txt}\nmodel: [lstm: {hidden: 3}, linear]\n' +
        'train: {epochs: 1, batch: 2, truncate: 5}\n',
      (to) => writeFileSync(path.join(to, 't.txt'), 'ab\n'.repeat(40)),
    );
    writeFileSync(path.join(folder, 'new.txt'), 'ab\na');
    const args = ['predict', id, '--input', 'new.txt'];
    const { stdout } = await runRnn(args, { cwd: folder });
    const lines = stdout.trimEnd().split('\n');
    expect(lines[0]).toMatch(/^sequence +step +input +most likely +probability$/);
    expect(lines.map((line) => line.split(/ +/)[2])).toEqual(['input', 'a', 'b', '"\\n"', 'a']);
    const out = await runRnn([...args, '--out', 'out.csv'], { cwd: folder });
    expect(out.stdout).toBe('Wrote 1 prediction to out.csv\n');
    const csv = readFileSync(path.join(folder, 'out.csv'), 'utf8');
    expect(csv).toMatch(/^sequence,step,input,most likely,probability\n1,1,a,/);
    expect(csv).toContain('\n1,3,"\n",');
    writeFileSync(path.join(folder, 'new.txt'), 'abc');
    expect((await runRnn(args, { cwd: folder })).stderr).toContain(
      'Cannot read "new.txt": It holds "c", which the model does not know',
    );
  });

  test.each([
    { text: undefined, message: 'There is no file "new.csv"' },
    { text: 'name,other\na,1\n', message: 'Cannot read "new.csv": It has no column "value"' },
    { text: `name,value\n${rows}x,abc\n`, message: 'Line 10 holds "abc"' },
    { text: 'name,value\na,1\n', message: 'It has 1 rows' },
    { text: 'a,b\n1\n', message: 'Cannot read "new.csv": Line 2 has 1 cell' },
  ])('fails with: $message', async ({ text, message }) => {
    const { folder, id } = await trainedWorkspace();
    if (text !== undefined) {
      writeFileSync(path.join(folder, 'new.csv'), text);
    }
    const args = ['predict', id, '--input', 'new.csv'];
    const { code, stdout, stderr } = await runRnn(args, { cwd: folder });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(message);
    const { json } = await runRnn([...args, '--json'], { cwd: folder });
    expect(json()).toEqual([{ type: 'failed', message: expect.stringContaining(message) }]);
  });
});
