import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Prediction } from '../../src/engine/predict.ts';
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

    for (const file of Object.keys(one.files)) {
      rmSync(path.join(folder, file));
    }
    const { model } = openRun(run);
    expect(model.input.names).toEqual(one.inputs);
    expect(model.output.names).toEqual(one.outputs);

    const file = path.join(folder, 'input');
    writeFileSync(file, one.input);
    const predictions = await predictRun(openRun(run), file, 'input');
    for (const { outputs } of predictions) {
      expect(outputs.flatMap((values) => [...values]).every(Number.isFinite)).toBe(true);
      expect(outputs.every(({ length }) => length === one.outputs.length)).toBe(true);
    }
    if (one.truth) {
      expect(predictions).toHaveLength(one.truth.length);
      const score = scoreOf(one, predictions, model.output.skip);
      expect(score).toBeCloseTo(report.test.score, 4);
    }
  });
});

/** The measure of the test part, from what is predicted for it. */
function scoreOf(
  { measure, truth = [] }: TaskCase,
  predictions: readonly Prediction[],
  skip: number,
): number {
  const scores = truth.flatMap((wanted, place) =>
    wanted
      .map((target, step) => {
        const values = predictions[place]?.outputs[step] ?? new Float64Array();
        switch (measure) {
          case 'accuracy':
            return Math.max(...values) === values[Number(target)] ? 1 : 0;
          case 'mean squared error':
            return ((values[0] ?? Number.NaN) - Number(target)) ** 2;
          default: {
            const set = target as readonly number[];
            return values.reduce((sum, p, flag) => sum - Math.log(set[flag] === 1 ? p : 1 - p), 0);
          }
        }
      })
      .slice(skip),
  );
  return scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

function makeFolder({ spec, files }: TaskCase): string {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'rnn-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [file, text] of Object.entries({ ...files, 'one.rnn.yaml': spec })) {
    writeFileSync(path.join(folder, file), text);
  }
  return folder;
}
