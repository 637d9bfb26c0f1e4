import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/base/userError.ts';
import { openRun } from '../../src/runtime/openRun.ts';
import { runTraining } from '../../src/runtime/runTraining.ts';
import { tinyWorkspace } from './tinyWorkspace.ts';

async function trainedFolder(): Promise<{ folder: string; workspace: string }> {
  const workspace = tinyWorkspace();
  const request = { kind: 'train', spec: workspace.spec, workspace: workspace.folder } as const;
  const { folder } = await runTraining(request, { onEvent: () => {} });
  return { folder, workspace: workspace.folder };
}

describe('openRun', { timeout: 60_000 }, () => {
  it('needs neither the spec file nor the data', async () => {
    const { folder, workspace } = await trainedFolder();
    const before = openRun(folder);
    rmSync(path.join(workspace, 'wave.csv'));
    rmSync(path.join(workspace, 'tiny.rnn.yaml'));
    expect(openRun(folder)).toEqual(before);
    expect(before.inputScaler.shift[0]).toBeGreaterThan(15);
  });

  it.each([
    { file: 'run.json', text: undefined, message: 'is no run: it has no "run.json"' },
    { file: 'run.json', text: '{"id": 3}', message: 'is damaged or was not written by RNN Studio' },
    { file: 'spec.rnn.yaml', text: undefined, message: 'is damaged: it has no "spec.rnn.yaml"' },
    { file: 'spec.rnn.yaml', text: 'model: 3', message: 'The spec in' },
    { file: 'best.safetensors', text: 'x', message: 'best.safetensors" is not a safetensors file' },
    { file: 'last.safetensors', text: '', message: 'last.safetensors" is not a safetensors file' },
    { file: 'report.json', text: '{', message: 'report.json" is damaged' },
  ])('refuses a folder whose $file is $text', async ({ file, text, message }) => {
    const { folder } = await trainedFolder();
    if (text === undefined) {
      rmSync(path.join(folder, file));
    } else {
      writeFileSync(path.join(folder, file), text);
    }
    expect(() => openRun(folder)).toThrow(UserError);
    expect(() => openRun(folder)).toThrow(message);
  });

  it('refuses weights in which a bit was flipped', async () => {
    const { folder } = await trainedFolder();
    const file = path.join(folder, 'best.safetensors');
    const bytes = readFileSync(file);
    bytes[bytes.length - 2] = (bytes.at(-2) ?? 0) ^ 1;
    writeFileSync(file, bytes);
    expect(() => openRun(folder)).toThrow(UserError);
    expect(() => openRun(folder)).toThrow('best.safetensors" is damaged');
  });

  it('takes the parameters of the last checkpoint where the copy of the best is missing', async () => {
    const { folder } = await trainedFolder();
    const best = path.join(folder, 'best.safetensors');
    const { parameters, epoch } = openRun(folder);
    expect(existsSync(best) && readFileSync(best).length).toBeGreaterThan(0);
    rmSync(best);
    const opened = openRun(folder);
    expect(opened.parameters).toHaveLength(parameters.length);
    expect(opened.epoch).toBe(epoch);
  });
});
