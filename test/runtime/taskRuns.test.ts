import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { RunEvent } from '../../src/protocol/runEvents.ts';
import { exportOnnx } from '../../src/runtime/exportOnnx.ts';
import { openRun } from '../../src/runtime/openRun.ts';
import { predictRun } from '../../src/runtime/predictRun.ts';
import { runTraining } from '../../src/runtime/runTraining.ts';
import { type TaskCase, taskCases } from './taskCases.ts';

describe.each(taskCases)('a run of task $task', (one) => {
  test('is trained, judged beside its baselines, exported, and read again without its data', async () => {
    const folder = makeFolder(one);
    const events: RunEvent[] = [];
    const { report, folder: run } = await runTraining(
      { kind: 'train', spec: path.join(folder, 'one.rnn.yaml'), workspace: folder },
      { onEvent: (event) => events.push(event) },
    );
    expect(report.measure.name).toBe(one.measure);
    for (const part of [report.validation, report.test]) {
      expect(part.loss).toBeGreaterThan(0);
      expect(Number.isFinite(part.score)).toBe(true);
      expect(part.baselines.map(({ kind }) => kind)).toEqual(one.baselines);
      expect(part.baselines.every(({ score }) => Number.isFinite(score))).toBe(true);
    }
    const losses = events.flatMap((event) => (event.type === 'epoch' ? [event.trainLoss] : []));
    expect(losses.at(-1)).toBeLessThan(losses[0] as number);

    const exported = await exportOnnx(openRun(run), path.join(folder, 'one.onnx'));
    // Computing in another order moves the last digits of 32 bits.
    expect(Math.max(...exported.differences.map(({ relative }) => relative))).toBeLessThan(1e-5);

    // Only rows of a table are predicted so far, and that is said before any file is looked at.
    await expect(predictRun(openRun(run), 'none.csv', 'none.csv')).rejects.toThrow(
      `The model is of task "${openRun(run).model.spec.task}"`,
    );

    for (const file of Object.keys(one.files)) {
      rmSync(path.join(folder, file));
    }
    const { model } = openRun(run);
    expect(model.input.names).toEqual(one.inputs);
    expect(model.output.names).toEqual(one.outputs);
  });
});

function makeFolder({ spec, files }: TaskCase): string {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'rnn-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [file, text] of Object.entries({ ...files, 'one.rnn.yaml': spec })) {
    writeFileSync(path.join(folder, file), text);
  }
  return folder;
}
