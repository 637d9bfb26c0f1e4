import { describe, expect, test } from 'vitest';
import { createInspector } from '../../src/inspector/inspector.ts';
import { openInspectedModel } from '../../src/runtime/inspectedModel.ts';
import { trainedWorkspace } from '../cli/trainedWorkspace.ts';
import { tinyWorkspace } from '../runtime/tinyWorkspace.ts';

const choice = { weights: 'best', split: 'validation', index: 0, from: 0, steps: 100 } as const;

async function inspectRun() {
  const { run } = await trainedWorkspace();
  return createInspector(openInspectedModel(run));
}

describe('createInspector', { timeout: 60_000 }, () => {
  test('describes a run with its data', async () => {
    const description = await (await inspectRun()).describe(undefined);
    expect(description.weights).toEqual(['best', 'last', 'untrained']);
    expect(description.splits.map(({ name }) => name)).toEqual(['train', 'validation', 'test']);
    expect(description.passes[0]).toMatchObject({
      name: 'lstm.0',
      equations: expect.stringContaining('h = o * tanh(c)'),
    });
  });

  test('describes a spec that was never trained', async () => {
    const inspector = createInspector(openInspectedModel(tinyWorkspace().spec));
    const description = await inspector.describe(undefined);
    expect(description).toMatchObject({ run: undefined, weights: ['untrained'] });
    const summary = await inspector.trace({ ...choice, weights: 'untrained' });
    expect(summary.prediction).toHaveLength(1);
    await expect(inspector.trace(choice)).rejects.toThrow('There are no weights "best"');
  });

  test('gives windows, units and saturation of the last trace only', async () => {
    const inspector = await inspectRun();
    const first = await inspector.trace(choice);
    const { trace, steps } = await inspector.trace(choice);
    const value = { trace, pass: 'lstm.0', name: 'f' };
    const range = { from: 0, to: steps };
    const window = await inspector.window({
      ...value,
      ...range,
      columns: 100,
      rows: 100,
      order: 'mean',
    });
    expect(window.columns).toBe(steps);
    const unit = window.units[0] ?? 0;
    const { curves } = await inspector.unit({ ...value, ...range, unit, points: 100 });
    const curve = curves.find(({ name }) => name === 'f')?.data ?? [];
    const row = Array.from({ length: steps }, (_, step) => window.data[step * window.rows]);
    expect(row).toEqual([...curve]);
    const saturation = await inspector.saturation(value);
    const shut = [...curve].filter((gate) => gate < 0.1).length / steps;
    expect(saturation[unit]?.left).toBe(shut);
    await expect(inspector.saturation({ ...value, trace: first.trace })).rejects.toThrow(
      'Another sequence was chosen in the meantime',
    );
  });

  test('gives values in the data’s own units, and what the command predicts', async () => {
    const inspector = await inspectRun();
    const { input, target, prediction } = await inspector.trace(choice);
    // The tiny data goes from 10 to 40.
    for (const numbers of [input, target, prediction]) {
      expect(numbers.every((value) => value > 5 && value < 60)).toBe(true);
    }
  });

  test('says why there is nothing to see', async () => {
    const inspector = await inspectRun();
    await expect(inspector.trace({ ...choice, index: 99 })).rejects.toThrow(
      'The validation part has no sequence 99 with a time step 0',
    );
    const flow = { weights: 'best', split: 'validation', sequences: 4, step: 99 } as const;
    await expect(inspector.flow(flow)).rejects.toThrow(
      'No sequence of the validation part has a time step 99',
    );
  });

  test('gives how the gradient flows', async () => {
    const inspector = await inspectRun();
    const question = {
      weights: 'untrained',
      split: 'train',
      sequences: 4,
      step: undefined,
    } as const;
    const { passes, sequences } = await inspector.flow(question);
    expect(sequences).toBe(4);
    expect(passes[0]?.values.map(({ name }) => name)).toEqual(['x', 'i', 'f', 'g', 'o', 'c', 'h']);
  });
});
