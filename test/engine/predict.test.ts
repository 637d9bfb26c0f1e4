import { describe, expect, it } from 'vitest';
import { openEvaluator } from '../../src/engine/openEvaluator.ts';
import { predict, type TrainedModel } from '../../src/engine/predict.ts';
import { lineModel, lineRuntime } from './fakeRun.ts';

/** Twice the last value plus one, in scaled units where 100 is the unit of targets. */
const trained: TrainedModel = {
  model: lineModel(),
  parameters: Float32Array.of(2, 1),
  inputScaler: { shift: [0], scale: [10] },
  targetScaler: { shift: [5], scale: [100] },
};

describe('predict', () => {
  it('gives what the model makes of each sequence, in own units', async () => {
    const evaluator = await openEvaluator(lineRuntime(trained.model), trained.model);
    const sequences = [1, 2, 3].map((last) => ({
      label: `row ${last}`,
      steps: [],
      length: 3,
      inputs: Float32Array.of(0, 0, last),
    }));
    expect(await predict(trained, evaluator, sequences)).toEqual([
      { label: 'row 1', steps: [], outputs: [Float64Array.of(305)] },
      { label: 'row 2', steps: [], outputs: [Float64Array.of(505)] },
      { label: 'row 3', steps: [], outputs: [Float64Array.of(705)] },
    ]);
  });

  it('takes sequences of any length, in their order, also where a model has no mask', async () => {
    const evaluator = await openEvaluator(lineRuntime(trained.model), trained.model);
    const sequences = [3, 2, 3, 1].map((length, index) => ({
      label: `${index}`,
      steps: [],
      length,
      inputs: new Float32Array(length).fill(1, length - 1),
    }));
    const predictions = await predict(trained, evaluator, sequences);
    expect(predictions.map(({ label }) => label)).toEqual(['0', '1', '2', '3']);
    expect(predictions.map(({ outputs }) => outputs[0]?.[0])).toEqual([305, 305, 305, 305]);
  });
});
