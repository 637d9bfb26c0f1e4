import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { present } from '../../src/base/invariant.ts';
import { UserError } from '../../src/base/userError.ts';
import { cellLibrary } from '../../src/resolve/cellLibrary.ts';
import { openRun } from '../../src/runtime/openRun.ts';
import { readRunInfo, writeRunInfo } from '../../src/runtime/runInfo.ts';
import { runTraining } from '../../src/runtime/runTraining.ts';
import { tinyWorkspace } from './tinyWorkspace.ts';

const quiet = { onEvent: () => {} };

async function trainedFolder(model: string, cells = ''): Promise<string> {
  const { spec, folder } = tinyWorkspace((text) => text.replace('lstm: {', `${model}: {`) + cells);
  const request = { kind: 'train', spec, workspace: folder } as const;
  return (await runTraining(request, quiet)).folder;
}

describe('libraryCellsOf', { timeout: 60_000 }, () => {
  it('puts the equations of the library that a run uses into its "run.json"', async () => {
    const { equations, output } = present(cellLibrary().get('gru'), 'gru');
    const info = readRunInfo(await trainedFolder('gru'));
    expect(info.cells).toEqual({ gru: { equations, output } });
  });

  it("leaves out the spec's own cells, which are in the stored spec", async () => {
    const cells =
      'cells:\n  plain:\n    equations: h = tanh(W @ x + R @ h[t-1] + b)\n    output: h\n';
    expect(readRunInfo(await trainedFolder('plain', cells)).cells).toEqual({});
  });
});

describe('cells in files', { timeout: 60_000 }, () => {
  it('are kept in the spec of a run, so that it no longer needs the file', async () => {
    const { spec, folder } = tinyWorkspace(
      (text) =>
        `${text.replace('lstm: {', 'mine: {dt: 0.5, ')}cells: {mine: {file: mine.cell.yaml}}\n`,
    );
    const file = path.join(path.dirname(spec), 'mine.cell.yaml');
    writeFileSync(
      file,
      'equations: h = h[t-1] + dt * tanh(W @ x + R @ h[t-1] + b)\noptions: {dt: {number: 1}}\n',
    );
    const run = await runTraining({ kind: 'train', spec, workspace: folder }, quiet);
    rmSync(file);
    const { model } = openRun(run.folder);
    expect(model.layers[0]).toMatchObject({
      cell: { equations: 'h = h[t-1] + 0.5 * tanh(W @ x + R @ h[t-1] + b)' },
    });
  });
});

describe('checkLibraryCells', { timeout: 60_000 }, () => {
  it.each([
    { name: 'another equation', cells: { lstm: { equations: 'h = tanh(W @ x)', output: 'h' } } },
    { name: 'no such cell', cells: {} },
  ])('refuses to open or resume a run that began with $name', async ({ cells }) => {
    const folder = await trainedFolder('lstm');
    const info = readRunInfo(folder);
    writeRunInfo(folder, { ...info, cells, versions: { ...info.versions, rnnStudio: '0.0.7' } });
    const message =
      'The cell "lstm" has other equations in this version of RNN Studio than when run ' +
      `"${info.id}" began: use the version that the run was trained with (0.0.7), or train its ` +
      'spec again';
    expect(() => openRun(folder)).toThrow(UserError);
    expect(() => openRun(folder)).toThrow(message);
    const resumed = runTraining({ kind: 'resume', run: folder, epochs: 9 }, quiet);
    await expect(resumed).rejects.toThrow(message);
  });
});
