import { rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { tinyWorkspace } from '../../runtime/tinyWorkspace.ts';
import { runRnn } from '../runRnn.ts';

describe('rnn graph', () => {
  test.each([
    { stage: 'tree', text: '  task: string "forecast" [6, 14)\n' },
    { stage: 'spec', text: '  targets: [value]\n' },
    { stage: 'model', text: 'layer lstm.0: [T, B, 1] -> [T, B, 3], 60 parameters\n' },
    { stage: 'forward', text: 'evaluation(parameters [64], x [T, B, 1], y [B, 1]) {\n' },
    { stage: 'gradient', text: 'training-step(parameters [64], x [T, B, 1], y [B, 1],' },
    { stage: 'onnx', text: '\ngraph training-step\n' },
  ])('prints the stage $stage', async ({ stage, text }) => {
    const { folder } = tinyWorkspace();
    const args = ['graph', 'tiny.rnn.yaml', '--stage', stage];
    const { code, stdout, stderr } = await runRnn(args, { cwd: folder });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(text);
  });

  test.each([
    { stage: 'tree', printed: /^spec: mapping/ },
    { stage: 'spec', printed: /^task: forecast/ },
    { stage: 'model', printed: /^input: value/ },
    { stage: 'forward', printed: /^evaluation\(/ },
    { stage: 'onnx', printed: /^file format/ },
  ])(
    'prints the stage $stage of a spec without its data, and fails',
    async ({ stage, printed }) => {
      const { folder } = tinyWorkspace();
      rmSync(path.join(folder, 'wave.csv'));
      const args = ['graph', 'tiny.rnn.yaml', '--stage', stage];
      const { code, stdout, stderr } = await runRnn(args, { cwd: folder });
      expect(code).toBe(1);
      expect(stdout).toMatch(printed);
      expect(stderr).toContain('[data.file-missing]');
    },
  );

  test.each([
    { stage: 'tree', isPrinted: true },
    { stage: 'spec', isPrinted: true },
    { stage: 'model', isPrinted: false },
    { stage: 'gradient', isPrinted: false },
  ])('prints the stage $stage of a wrong spec: $isPrinted', async ({ stage, isPrinted }) => {
    const { folder } = tinyWorkspace((spec) => spec.replace('- lstm', '- lsmt'));
    const args = ['graph', 'tiny.rnn.yaml', '--stage', stage];
    const { code, stdout, stderr } = await runRnn(args, { cwd: folder });
    expect({ code, isPrinted: stdout !== '' }).toEqual({ code: 1, isPrinted });
    expect(stderr).toContain('[cell.unknown-kind]');
  });
});
