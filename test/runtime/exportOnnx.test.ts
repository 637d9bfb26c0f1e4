import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { type ExportSource, exportRun } from '../../src/compile/exportRun.ts';
import { printOnnx } from '../../src/onnx/printOnnx.ts';
import { exportOnnx } from '../../src/runtime/exportOnnx.ts';
import { openRun } from '../../src/runtime/openRun.ts';
import { trainedWorkspace } from '../cli/trainedWorkspace.ts';

/** A file in which one parameter is another one. */
function wrongFile(source: ExportSource): Uint8Array {
  const parameters = source.parameters.map((value, index) => (index === 5 ? value + 0.01 : value));
  return exportRun({ ...source, parameters });
}

/** Gives the data a second column, of another size. */
function addColumn(folder: string): void {
  const file = path.join(folder, 'wave.csv');
  const [header, ...rows] = readFileSync(file, 'utf8').trimEnd().split('\n');
  const longer = rows.map((row, index) => `${row},${5000 + 300 * Math.cos(index)}`);
  writeFileSync(file, [`${header},other`, ...longer].join('\n'));
}

const ownCell = `cells:
  mine:
    equations: |
      a = sigmoid(W_a @ x + R_a @ h[t-1] + b_a)
      h = a * h[t-1] + (1 - a) * softplus(W_h @ x + p * h[t-1])
`;

describe('exportOnnx', { timeout: 60_000 }, () => {
  test.each([
    { title: 'a native operator', change: (spec: string) => spec, operator: '= LSTM(' },
    {
      title: 'a loop for a cell of the spec',
      change: (spec: string) =>
        spec.replace('- lstm', '- mine').replace('model:', `${ownCell}model:`),
      operator: '= Scan(',
    },
    {
      title: 'several steps and unscaled units',
      change: (spec: string) =>
        spec.replace('horizon: 1', 'horizon: 3').replace('scale: standard', 'scale: none'),
      operator: '= LSTM(',
    },
    {
      title: 'several inputs and targets',
      change: (spec: string) =>
        spec
          .replace('inputs: [value]', 'inputs: [value, other]')
          .replace('targets: [value]', 'targets: [other, value]')
          .replace('scale: standard', 'scale: minmax'),
      operator: '= LSTM(',
    },
  ])('writes a file that computes what the run computes: $title', async ({ change, operator }) => {
    const { folder, run } = await trainedWorkspace(change, addColumn);
    const file = path.join(folder, 'a.onnx');
    const exported = await exportOnnx(openRun(run), file);
    expect(exported.batches.slice(0, 2)).toEqual([1, 3]);
    for (const { relative } of exported.differences) {
      expect(relative).toBeLessThan(2e-6);
    }
    const bytes = readFileSync(file);
    expect(bytes.length).toBe(exported.size);
    expect(printOnnx(bytes)).toContain(operator);
    expect(existsSync(`${file}.tmp`)).toBe(false);
  });

  test('writes the same bytes for the same run', async () => {
    const { folder, run } = await trainedWorkspace();
    const [a, b] = ['a.onnx', 'b.onnx'].map((name) => path.join(folder, name));
    await exportOnnx(openRun(run), a as string);
    await exportOnnx(openRun(run), b as string);
    expect(readFileSync(a as string)).toEqual(readFileSync(b as string));
  });

  test.each([
    {
      title: 'computes something else',
      makeFile: wrongFile,
      message: 'The exported file does not compute what the model computes: its outputs of "value"',
    },
    {
      title: 'gives no numbers',
      makeFile: (source: ExportSource) =>
        exportRun({ ...source, targetScaler: { shift: [Number.NaN], scale: [1] } }),
      message: 'differ by up to NaN',
    },
    {
      title: 'is none that ONNX Runtime reads',
      makeFile: () => new TextEncoder().encode('not a model'),
      message: 'ONNX Runtime refuses the exported file; no file was written',
    },
  ])('leaves no file that $title, and an old one as it was', async ({ makeFile, message }) => {
    const { folder, run } = await trainedWorkspace();
    const opened = openRun(run);
    const before = readdirSync(folder);
    const file = path.join(folder, 'a.onnx');
    await expect(exportOnnx(opened, file, { makeFile })).rejects.toThrow(message);
    expect(readdirSync(folder)).toEqual(before);
    writeFileSync(file, 'old');
    await expect(exportOnnx(opened, file, { makeFile })).rejects.toThrow(message);
    expect(readFileSync(file, 'utf8')).toBe('old');
  });
});
