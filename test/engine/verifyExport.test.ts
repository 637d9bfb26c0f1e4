import { expect, test } from 'vitest';
import { sizeOf } from '../../src/base/sizeOf.ts';
import type { Tensor } from '../../src/base/tensor.ts';
import type { DataShape } from '../../src/data/dataShape.ts';
import type { Dataset } from '../../src/data/dataset.ts';
import { noScaler } from '../../src/data/scaler.ts';
import type { Session } from '../../src/engine/ports.ts';
import { verifyExport } from '../../src/engine/verifyExport.ts';
import { lineModel } from './fakeRun.ts';

const classes = 2 ** 10;
const shape: DataShape = {
  input: { kind: 'tokens', names: ['a'] },
  output: {
    kind: 'classes',
    names: Array.from({ length: classes }, (_, place) => `${place}`),
    horizon: 1,
    steps: 'every',
    skip: 0,
  },
  ragged: false,
};

/** Finds every class equally likely at every step; tells how many steps it was asked for. */
function evenSession(output: string, value: number, timeAxis: 0 | 1) {
  const asked: number[] = [];
  const session: Session = {
    run: async (inputs): Promise<Record<string, Tensor>> => {
      const { dimensions = [] } = inputs.x ?? inputs.input ?? {};
      asked.push(dimensions[timeAxis] ?? 0);
      const data = new Float32Array(sizeOf(dimensions) * classes).fill(value);
      return {
        [output]: { data, dimensions: [...dimensions, classes] },
        loss: { data: Float32Array.of(1), dimensions: [] },
      };
    },
    release: async () => {},
  };
  return { session, asked };
}

test('verifyExport compares the start of sequences that are too long to be compared whole', async () => {
  const length = 2 ** 14;
  const sequence = { length, inputs: new Float32Array(length), targets: new Float32Array(length) };
  const part = { sequences: [sequence, sequence] };
  const dataset: Dataset = {
    shape,
    inputScaler: noScaler,
    targetScaler: noScaler,
    parts: { train: part, validation: part, test: part },
  };
  const own = evenSession('prediction', 0, 0);
  const exported = evenSession('probabilities', 1 / classes, 1);
  const model = { ...lineModel({ batch: 2, truncate: 100 }), ...shape };
  const check = await verifyExport(
    { model, parameters: new Float32Array(2), inputScaler: noScaler, targetScaler: noScaler },
    dataset,
    {
      session: own.session,
      states: [],
      shape,
      options: { batch: 2, bucket: false, truncate: 100 },
    },
    exported.session,
  );
  // 2^22 numbers for two sequences with 2^10 probabilities at each step.
  expect(own.asked).toEqual([2 ** 11]);
  expect(new Set(exported.asked)).toEqual(new Set([2 ** 11]));
  expect(check.differences).toMatchObject([{ target: 'probability' }]);
});
