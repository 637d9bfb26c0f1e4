import { describe, expect, it } from 'vitest';
import { present } from '../../src/base/invariant.ts';
import type { DataShape } from '../../src/data/dataShape.ts';
import type { Sequence } from '../../src/data/dataset.ts';
import {
  buildForecastDataset,
  type ForecastOptions,
} from '../../src/data/forecast/buildForecastDataset.ts';
import { type Batch, makeBatch } from '../../src/data/makeBatch.ts';
import { forecastOptions, numberTable } from './forecast/forecastData.ts';

const a = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
const table = numberTable({ a, b: a.map((value) => value * 100) });

describe('makeBatch', () => {
  it('puts time outermost in x and the horizon outermost in y', () => {
    const options = forecastOptions({
      inputs: ['a', 'b'],
      targets: ['b', 'a'],
      window: 2,
      horizon: 2,
    });
    const { size, tensors } = batchOf(options, [4, 2]);
    expect(size).toBe(2);
    expect([...(tensors.x?.data ?? [])]).toEqual([2, 200, 0, 0, 3, 300, 1, 100]);
    expect([...(tensors.y?.data ?? [])]).toEqual([400, 4, 500, 5, 200, 2, 300, 3]);
  });

  it('scales inputs and targets by the training part', () => {
    const options = forecastOptions({ targets: ['b'], scale: 'minmax', window: 1 });
    const { tensors } = batchOf(options, [8]);
    expect(tensors.x?.data[0]).toBeCloseTo(7 / 5, 6);
    expect(tensors.y?.data[0]).toBeCloseTo(8 / 5, 6);
  });

  const ragged: DataShape = {
    input: { kind: 'values', names: ['a'] },
    output: { kind: 'classes', names: ['p', 'q'], horizon: 1, steps: 'every', skip: 1 },
    ragged: true,
  };
  const sequences: readonly Sequence[] = [
    { length: 3, inputs: Float32Array.of(1, 2, 3), targets: Float32Array.of(0, 1, 0) },
    { length: 1, inputs: Float32Array.of(9), targets: Float32Array.of(1) },
  ];

  it('pads at the end, and marks what belongs to a sequence and what the loss counts', () => {
    const { tensors, counted } = makeBatch(ragged, sequences);
    expect(tensors).toEqual({
      x: { data: Float32Array.of(1, 9, 2, 0, 3, 0), dimensions: [3, 2, 1] },
      y: { data: Float32Array.of(0, 1, 1, 0, 0, 0), dimensions: [3, 2] },
      mask: { data: Float32Array.of(1, 1, 1, 0, 1, 0), dimensions: [3, 2] },
      weights: { data: Float32Array.of(0, 0, 1, 0, 1, 0), dimensions: [3, 2] },
    });
    expect(counted).toBe(2);
  });

  it('cuts a stretch out of each sequence', () => {
    const { tensors } = makeBatch(ragged, sequences, { from: 1, steps: 2 });
    expect(tensors.x?.data).toEqual(Float32Array.of(2, 0, 3, 0));
    expect(tensors.mask?.data).toEqual(Float32Array.of(1, 0, 1, 0));
    expect(tensors.weights?.data).toEqual(Float32Array.of(1, 0, 1, 0));
  });

  it('gives tokens without an axis for their values', () => {
    const shape: DataShape = { ...ragged, input: { kind: 'tokens', names: ['x', 'y'] } };
    expect(makeBatch(shape, sequences).tensors.x?.dimensions).toEqual([3, 2]);
  });
});

/** The sequences whose first targets are in these rows. */
function batchOf(options: ForecastOptions, rows: readonly number[]): Batch {
  const { shape, parts } = buildForecastDataset(table, options);
  const all = Object.values(parts);
  const sequences = rows.map((row) =>
    present(
      all
        .map(({ firstTargets, sequences }) => sequences[firstTargets.indexOf(row)])
        .find((sequence) => sequence !== undefined),
      'a sequence',
    ),
  );
  return makeBatch(shape, sequences);
}
