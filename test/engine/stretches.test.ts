import { describe, expect, it } from 'vitest';
import { present } from '../../src/base/invariant.ts';
import { createRandom } from '../../src/base/random.ts';
import { lossGraph } from '../../src/compile/compileModel.ts';
import type { Sequence } from '../../src/data/dataset.ts';
import { makeBatch } from '../../src/data/makeBatch.ts';
import { planBatches } from '../../src/data/planBatches.ts';
import { batchOptions } from '../../src/engine/batchOptions.ts';
import { evaluate } from '../../src/engine/evaluate.ts';
import { initializeParameters } from '../../src/engine/initializeParameters.ts';
import { openEvaluator } from '../../src/engine/openEvaluator.ts';
import { differentiate } from '../../src/grad/differentiate.ts';
import { evaluate as evaluateGraph } from '../../src/graph/evaluate.ts';
import { createOnnxRuntime } from '../../src/runtime/onnxRuntime.ts';
import { makeCell } from '../cells/runCell.ts';
import { linear, recurrent, smallModel } from '../compile/smallModel.ts';

/** A cell that is not defined at an input of 0, which is what padding holds before it is filled. */
const logarithmic = makeCell('h = tanh(W @ log(x) + R @ h[t-1] + b)', { name: 'logarithmic' });

const lengths = [7, 2, 5, 3];
const random = createRandom(1, 'sequences');
const sequences: readonly Sequence[] = lengths.map((length) => ({
  length,
  inputs: Float32Array.from({ length: 2 * length }, () => 0.5 + random.uniform()),
  targets: Float32Array.from({ length }, random.uniform),
}));

function modelOf(carry: boolean) {
  const layers = [recurrent('logarithmic', 3), linear];
  const train = { batch: 4, bucket: false, truncate: 2, carry };
  return smallModel({ cells: [logarithmic], layers, outputSteps: 'every', ragged: true, train });
}

describe('sequences of unequal length, cut into stretches', () => {
  it('have a finite gradient, also where some have ended before others', () => {
    const model = modelOf(true);
    const graph = differentiate(lossGraph(model), 'loss', ['parameters']);
    const parameters = Float64Array.from(initializeParameters(model, 1));
    const plan = planBatches(lengths, batchOptions(model));
    expect(plan.map(({ places }) => places)).toEqual([[0, 1, 2, 3], [0, 2, 3], [0, 2], [0]]);
    for (const planned of plan) {
      const batch = makeBatch(model, planned.places.map(sequenceAt), planned);
      const tensors = { ...batch.tensors, 'initial.logarithmic.0.h': zeros(batch.size) };
      const inputs = Object.entries(tensors).map(([name, { data, dimensions: shape }]) => [
        name,
        { data: Float64Array.from(data), shape },
      ]);
      const results = evaluateGraph(graph, {
        ...Object.fromEntries(inputs),
        parameters: { data: parameters, shape: [parameters.length] },
      });
      expect(results['gradient.parameters']?.data.every(Number.isFinite)).toBe(true);
    }
  });

  it.each([true, false])('are judged as each by itself, with states carried: %s', async (carry) => {
    const model = modelOf(carry);
    const parameters = initializeParameters(model, 1);
    const evaluator = await openEvaluator(createOnnxRuntime({ threads: 1 }), model);
    const { predictions } = await evaluate(evaluator, parameters, sequences, true);
    for (const [place, sequence] of sequences.entries()) {
      const alone = await evaluate(evaluator, parameters, [sequence], true);
      const [expected = new Float32Array()] = alone.predictions;
      expect(expected.length).toBe(sequence.length);
      // Sums of float32 may differ in their last digits with the size of the batch.
      expected.forEach((value, step) => {
        expect(predictions[place]?.[step]).toBeCloseTo(value, 5);
      });
    }
    await evaluator.session.release();
  });
});

function sequenceAt(place: number): Sequence {
  return present(sequences[place], 'a sequence');
}

function zeros(batch: number) {
  return { data: new Float32Array(batch * 3), dimensions: [batch, 3] };
}
