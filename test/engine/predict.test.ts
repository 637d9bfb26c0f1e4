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
});
